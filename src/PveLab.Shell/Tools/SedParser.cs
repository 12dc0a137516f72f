using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Shell.Tools;

/// <summary>Which lines a sed command is for: a number, the last, or those that match.</summary>
internal sealed record SedAddress(long? Number, bool Last, Regex? Regex)
{
    /// <summary>The address selects this line.</summary>
    public bool Matches(string line, long number, bool last) => Number is { } n ? n == number : Last ? last : Regex!.IsMatch(line);
}

/// <summary>One command of a sed script.</summary>
internal sealed class SedCommand
{
    public SedAddress? From { get; init; }

    public SedAddress? To { get; init; }

    public bool Negated { get; init; }

    public char Name { get; init; }

    public IReadOnlyList<SedCommand>? Block { get; init; }

    public Regex? Regex { get; init; }

    public string Text { get; init; } = "";

    public string Replacement { get; init; } = "";

    public bool Global { get; init; }

    public bool Print { get; init; }

    public int Occurrence { get; init; } = 1;
}

/// <summary>Reads a sed script.</summary>
internal sealed class SedParser(string script, bool extended)
{
    private const int DepthLimit = 20;

    private int depth;

    /// <summary>What is wrong, in sed's words.</summary>
    public string? Error { get; private set; }

    /// <summary>How many characters were read.</summary>
    public int Position { get; private set; }

    private bool More => Position < script.Length && Error is null;

    private char Current => script[Position];

    /// <summary>The whole script.</summary>
    public IReadOnlyList<SedCommand> Parse()
    {
        var commands = Commands();
        if (More) Fail(Current == '}' ? "unexpected `}'" : "unknown command");
        return commands;
    }

    private T? Fail<T>(string message) where T : class
    {
        Error ??= message;
        return null;
    }

    private void Fail(string message) => Error ??= message;

    /// <summary>As <see cref="Fail"/>, the character at hand being the one that is wrong.</summary>
    private SedCommand? FailAfter(string message)
    {
        Position++;
        return Fail<SedCommand>(message);
    }

    private void Skip(string characters)
    {
        while (Position < script.Length && characters.Contains(Current, StringComparison.Ordinal)) Position++;
    }

    private List<SedCommand> Commands()
    {
        var commands = new List<SedCommand>();
        Skip(" \t\n;");
        while (More && Current != '}')
        {
            if (Current == '#')
            {
                Position = script.IndexOf('\n', Position) is var end and >= 0 ? end : script.Length;
            }
            else if (Command() is { } command) commands.Add(command);
            Skip(" \t\n;");
        }
        return commands;
    }

    private SedCommand? Command()
    {
        var from = Address();
        SedAddress? to = null;
        Skip(" \t");
        if (from is not null && More && Current == ',')
        {
            Position++;
            Skip(" \t");
            to = Address();
            if (to is null) return Fail<SedCommand>("unexpected `,'");
            Skip(" \t");
        }
        var negated = false;
        while (More && Current is '!' or ' ')
        {
            negated |= Current == '!';
            Position++;
        }
        if (!More) return Fail<SedCommand>("missing command");
        var name = script[Position++];
        SedCommand Make(string text = "") => new() { From = from, To = to, Negated = negated, Name = name, Text = text };
        switch (name)
        {
            case '{':
                if (++depth > DepthLimit) return Fail<SedCommand>($"PveLab: sed blocks nested deeper than {DepthLimit} levels are not simulated");
                var block = Commands();
                depth--;
                if (!More) return Fail<SedCommand>("unmatched `{'");
                Position++;
                return new SedCommand { From = from, To = to, Negated = negated, Name = name, Block = block };
            case 'p' or 'd' or '=':
                return Ended() ? Make() : Fail<SedCommand>("extra characters after command");
            case 'q':
                Skip(" ");
                var start = Position;
                while (More && char.IsAsciiDigit(Current)) Position++;
                return Position - start > 5 ? Fail<SedCommand>("invalid exit status") : Make(script[start..Position]);
            case 'a' or 'i' or 'c':
                return Make(TextArgument());
            case 's' or 'y':
                return name == 's' ? Substitution(from, to, negated) : Transliteration(from, to, negated);
            case 'n' or 'N' or 'D' or 'P' or 'g' or 'G' or 'h' or 'H' or 'x' or 'b' or 't' or 'T' or 'l' or 'r' or 'R' or 'w' or 'W' or ':' or 'e' or 'F' or 'z' or 'Q':
                return Fail<SedCommand>($"PveLab: the sed command '{name}' is not simulated");
            default:
                return Fail<SedCommand>($"unknown command: `{name}'");
        }
    }

    private bool Ended()
    {
        Skip(" \t");
        return Position >= script.Length || Current is ';' or '\n' or '}' or '#';
    }

    private string TextArgument()
    {
        Skip(" \t");
        if (More && Current == '\\')
        {
            Position++;
            Skip(" \t\n");
        }
        var end = script.IndexOf('\n', Position) is var newline and >= 0 ? newline : script.Length;
        var text = script[Position..end];
        Position = end;
        return text.Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
    }

    private SedAddress? Address()
    {
        if (!More) return null;
        if (char.IsAsciiDigit(Current))
        {
            var start = Position;
            while (More && char.IsAsciiDigit(Current)) Position++;
            if (More && Current == '~') return Fail<SedAddress>("PveLab: sed addresses with steps (first~step) are not simulated");
            return long.TryParse(script.AsSpan(start, Position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new SedAddress(number, false, null) : Fail<SedAddress>("number too large");
        }
        if (Current == '$')
        {
            Position++;
            return new SedAddress(null, true, null);
        }
        if (Current is not ('/' or '\\')) return null;
        if (Current == '\\') Position++;
        if (!More) return Fail<SedAddress>("unterminated address regex");
        var delimiter = script[Position++];
        if (Delimited(delimiter, regex: true) is not { } pattern) return Fail<SedAddress>("unterminated address regex");
        var ignore = More && Current == 'I';
        if (ignore) Position++;
        return Compile(pattern, ignore) is { } regex ? new SedAddress(null, false, regex) : null;
    }

    private Regex? Compile(string pattern, bool ignoreCase)
    {
        var regex = PosixRegex.Compile(pattern, extended, ignoreCase, out var error);
        if (error is not null) Fail(error);
        return regex;
    }

    /// <summary>Text up to the delimiter, which is consumed; null: it never comes.</summary>
    private string? Delimited(char delimiter, bool regex)
    {
        var text = new StringBuilder();
        var bracket = false;
        for (; Position < script.Length; Position++)
        {
            var c = Current;
            if (c == '\\' && Position + 1 < script.Length)
            {
                Position++;
                if (Current == delimiter) text.Append(regex && "(){}|+?".Contains(delimiter, StringComparison.Ordinal) ? "\\" : "").Append(delimiter);
                else text.Append('\\').Append(Current);
                continue;
            }
            if (regex && c == '[' && !bracket) bracket = true;
            else if (c == ']' && bracket) bracket = false;
            if (c == delimiter && !(bracket && regex && script.IndexOf(']', Position) > 0 && delimiter != '/'))
            {
                Position++;
                return text.ToString();
            }
            text.Append(c);
        }
        return null;
    }

    private SedCommand? Substitution(SedAddress? from, SedAddress? to, bool negated)
    {
        if (!More) return Fail<SedCommand>("unterminated `s' command");
        var delimiter = script[Position++];
        if (Delimited(delimiter, regex: true) is not { } pattern || Delimited(delimiter, regex: false) is not { } replacement)
            return Fail<SedCommand>("unterminated `s' command");
        var (global, print, ignore, occurrence) = (false, false, false, 1);
        for (; More && !";\n}# ".Contains(Current, StringComparison.Ordinal); Position++)
        {
            if (Current == 'g') global = true;
            else if (Current == 'p') print = true;
            else if (Current is 'i' or 'I') ignore = true;
            else if (char.IsAsciiDigit(Current)) occurrence = occurrence == 1 ? Current - '0' : Math.Min(1000, occurrence * 10 + (Current - '0'));
            else return FailAfter(Current is 'e' or 'w' or 'm' or 'M' ? $"PveLab: the flag '{Current}' of the sed command 's' is not simulated" : "unknown option to `s'");
        }
        if (occurrence == 0) return Fail<SedCommand>("number option to `s' command may not be zero");
        return Compile(pattern, ignore) is { } regex
            ? new SedCommand { From = from, To = to, Negated = negated, Name = 's', Regex = regex, Replacement = replacement, Global = global, Print = print, Occurrence = occurrence }
            : null;
    }

    private SedCommand? Transliteration(SedAddress? from, SedAddress? to, bool negated)
    {
        if (!More) return Fail<SedCommand>("unterminated `y' command");
        var delimiter = script[Position++];
        if (Delimited(delimiter, regex: false) is not { } source || Delimited(delimiter, regex: false) is not { } target) return Fail<SedCommand>("unterminated `y' command");
        if (source.Length != target.Length) return Fail<SedCommand>("strings for `y' command are different lengths");
        return new SedCommand { From = from, To = to, Negated = negated, Name = 'y', Text = source, Replacement = target };
    }
}
