"""Pictures of every scene, compared with the accepted ones."""
