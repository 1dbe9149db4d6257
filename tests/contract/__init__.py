"""Tests of the contract alone, without client or desk."""
