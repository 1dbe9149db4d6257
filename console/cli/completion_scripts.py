"""Completion scripts for bash, zsh and fish, made from the described command line."""

from __future__ import annotations

from console.cli.described import DescribedCommand, DescribedOption

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAMS = ("lac", "liveagent-console")


def _paths(root: DescribedCommand) -> list[str]:
    return [command.path for command in root.walk()]


def _valued(root: DescribedCommand) -> Iterator[tuple[str, DescribedOption]]:
    """Each option that takes a value, with the words after which that value is completed."""
    for command in root.walk():
        for option in command.options:
            for flag in option.flags if option.name else ():
                yield f"{command.path} {flag}", option


def _candidates(command: DescribedCommand) -> Iterator[tuple[str, str]]:
    """What can be typed after a command's words, with a help text each."""
    for below in command.commands:
        yield below.words[-1], below.summary
    for option in command.options:
        for word in option.flags or option.choices:
            yield word, option.help
    yield "--help", "show the help of this command"


def _asked_for(command: DescribedCommand) -> str:
    """The kind of `lac complete` that knows what can follow a command's words."""
    return next((one.asked_for for one in command.options if one.asked_for and not one.flags), "")


def _alternatives(words: list[str]) -> str:
    return "|".join(f'"{word}"' for word in words)


def bash_script(root: DescribedCommand) -> list[str]:
    """Completion for bash 4 and later."""
    lines = [
        "_lac() {",
        "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} at=lac i",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "$at ${COMP_WORDS[i]}" in',
        f'            {_alternatives(_paths(root)[1:])}) at="$at ${{COMP_WORDS[i]}}" ;;',
        "        esac",
        "    done",
        "    COMPREPLY=()",
        '    case "$at $previous" in',
    ]
    for words, option in _valued(root):
        if option.choices:
            fill = f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$word")); return'
        elif option.asked_for:
            fill = f"{_ask_in_bash(option.asked_for)}; return"
        else:
            fill = 'COMPREPLY=($(compgen -f -- "$word")); return' if option.is_file else "return"
        lines.append(f'        "{words}") {fill} ;;')
    lines += ["    esac", '    case "$at" in']
    for command in root.walk():
        words = " ".join(word for word, _ in _candidates(command))
        fill = f'COMPREPLY=($(compgen -W "{words}" -- "$word"))'
        if kind := _asked_for(command):
            fill += f"; {_ask_in_bash(kind)}"
        lines.append(f'        "{command.path}") {fill} ;;')
    return [*lines, "    esac", "}", f"complete -F _lac {' '.join(PROGRAMS)}"]


def _ask_in_bash(kind: str) -> str:
    """Takes the program's candidates as they are: `compgen -W` would expand what is typed in them."""
    ask = f'mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(lac complete {kind} "$word" 2>/dev/null)'
    return f"{ask}; compopt -o nospace 2>/dev/null" if kind == "paths" else ask


def zsh_script(root: DescribedCommand) -> list[str]:
    """Completion for zsh, as a file of `fpath` or sourced."""
    lines = [
        f"#compdef {' '.join(PROGRAMS)}",
        "_lac() {",
        "    local at=lac word",
        "    local -a names options",
        "    for word in ${words[2,CURRENT-1]}; do",
        '        case "$at $word" in',
        f'            {_alternatives(_paths(root)[1:])}) at="$at $word" ;;',
        "        esac",
        "    done",
        '    case "$at ${words[CURRENT-1]}" in',
    ]
    for words, option in _valued(root):
        fill = "_files; return" if option.is_file else "return"
        if option.choices:
            fill = f"compadd -- {' '.join(option.choices)}; return"
        elif option.asked_for:
            fill = f"{_ask_in_zsh(option.asked_for)}; return"
        lines.append(f'        "{words}") {fill} ;;')
    lines += ["    esac", '    case "$at" in']
    for command in root.walk():
        offered = [(word, _quoted(f"{word}:{text}")) for word, text in _candidates(command)]
        names = " ".join(quoted for word, quoted in offered if not word.startswith("-"))
        options = " ".join(quoted for word, quoted in offered if word.startswith("-"))
        ask = f"; {_ask_in_zsh(kind)}" if (kind := _asked_for(command)) else ""
        lines.append(f'        "{command.path}") names=({names}); options=({options}){ask} ;;')
    return [
        *lines,
        "    esac",
        "    _describe 'command' names",
        "    _describe -o 'option' options",
        "}",
        'if [[ "$funcstack[1]" = "_lac" ]]; then',
        '    _lac "$@"',
        "else",
        f"    compdef _lac {' '.join(PROGRAMS)}",
        "fi",
    ]


def _ask_in_zsh(kind: str) -> str:
    ending = "-S '' " if kind == "paths" else ""
    return f'compadd {ending}-- ${{(f)"$(lac complete {kind} ${{words[CURRENT]}} 2>/dev/null)"}}'


def fish_script(root: DescribedCommand) -> list[str]:
    """Completion for fish 3 and later."""
    lines = [
        "function __lac_at",
        "    set -l at lac",
        "    for word in (commandline -opc)[2..-1]",
        '        switch "$at $word"',
        f"            case {' '.join(_quoted(path) for path in _paths(root)[1:])}",
        '                set at "$at $word"',
        "        end",
        "    end",
        '    test "$at" = "$argv[1]"',
        "end",
    ]
    for program in PROGRAMS:
        lines.append(f"complete -c {program} -f")
        for command in root.walk():
            here = f"complete -c {program} -n {_quoted(f'__lac_at {_quoted(command.path)}')}"
            lines += [f"{here} -a {below.words[-1]} -d {_quoted(below.summary)}" for below in command.commands]
            lines += [f"{here} {_fish_option(option)}" for option in command.options]
            if kind := _asked_for(command):
                lines.append(f"{here} -a {_quoted(_ask_in_fish(kind))}")
    return lines


def _fish_option(option: DescribedOption) -> str:
    words = [f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags]
    if option.name and option.flags:
        words.append("-r" if option.is_file else "-x")
    if option.is_file:
        words.append("-F")
    if option.choices:
        words.append(f"-a {_quoted(' '.join(option.choices))}")
    elif option.asked_for and option.flags:
        words.append(f"-a {_quoted(_ask_in_fish(option.asked_for))}")
    return " ".join([*words, f"-d {_quoted(option.help)}"])


def _ask_in_fish(kind: str) -> str:
    return f"(lac complete {kind} (commandline -ct) 2>/dev/null)"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "'\\''") + "'"


SCRIPTS: dict[str, Callable[[DescribedCommand], list[str]]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}
"""How to make the lines of a shell's script."""
