"""`lac completion`: scripts that complete commands and options in bash, zsh and fish."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.printing import say

EXAMPLES = """\
examples:
  lac completion bash > ~/.local/share/bash-completion/completions/lac
  lac completion zsh > ~/.zfunc/_lac                with fpath+=~/.zfunc before compinit
  lac completion fish > ~/.config/fish/completions/lac.fish"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "completion",
        help="print a completion script for a shell",
        description="Print a script that completes commands and options.",
        epilog=EXAMPLES,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to print it for")
    parser.set_defaults(command=run_completion)


def run_completion(options: argparse.Namespace) -> int:
    """Print the script."""
    from console.cli.completion_scripts import SCRIPTS
    from console.cli.described import describe
    from console.cli.parser import build_parser

    say(*SCRIPTS[options.shell](describe(build_parser())))
    return ExitCode.OK
