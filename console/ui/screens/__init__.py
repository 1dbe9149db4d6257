"""The screens: the workspace, boards, pickers and dialogs."""
