using System.Text;

namespace PveLab.Shell.Language;

/// <summary>read: one line from standard input into variables.</summary>
internal static class ReadBuiltin
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var names = new List<string>();
        var (raw, hidden, prompt) = (false, false, "");
        for (var i = 0; i < invocation.Arguments.Count; i++)
        {
            var argument = invocation.Arguments[i];
            if (argument.Length < 2 || argument[0] != '-')
            {
                names.Add(argument);
                continue;
            }
            foreach (var letter in argument.Skip(1))
            {
                if (letter == 'r') raw = true;
                else if (letter == 's') hidden = true;
                else if (letter == 'p') prompt = ++i < invocation.Arguments.Count ? invocation.Arguments[i] : "";
                else
                {
                    yield return "adeinNtu".Contains(letter, StringComparison.Ordinal)
                        ? invocation.Fail(255, $"PveLab: option '-{letter}' of 'read' is not simulated")
                        : invocation.Complain(2, $"-{letter}: invalid option");
                    yield break;
                }
            }
        }
        if (names.Find(n => !Names.IsName(n)) is { } odd)
        {
            yield return invocation.Complain(1, $"`{odd}': not a valid identifier");
            yield break;
        }
        var line = new Pipe.Line();
        foreach (var step in invocation.InputIsTerminal ? Typed(invocation, hidden, prompt, line) : invocation.Input.ReadLine(line)) yield return step;
        while (!raw && line is { Text: { } text, Complete: true } && Continues(text))
        {
            var next = new Pipe.Line();
            foreach (var step in invocation.Input.ReadLine(next)) yield return step;
            line.Text = text[..^1] + next.Text;
            line.Complete = next.Complete;
        }
        Store(invocation.Shell.State.Variables, names, line.Text ?? "", raw);
        invocation.ExitCode = line.Complete ? 0 : 1;
    }

    private static bool Continues(string text) => (text.Length - text.TrimEnd('\\').Length) % 2 == 1;

    private static IEnumerable<Step> Typed(Invocation invocation, bool hidden, string prompt, Pipe.Line line)
    {
        yield return new Step.Ask(hidden ? AskKind.HiddenLine : AskKind.Line, prompt);
        if (invocation.Terminal.Take() is not Answer.Line { Text: var text }) yield break;
        line.Text = text;
        line.Complete = true;
    }

    private static void Store(Variables variables, List<string> names, string text, bool raw)
    {
        var separators = variables.Get("IFS") ?? " \t\n";
        if (names.Count == 0)
        {
            variables.Set("REPLY", raw ? text : Unescape(text));
            return;
        }
        var position = 0;
        for (var i = 0; i < names.Count; i++)
        {
            while (position < text.Length && Blank(text[position], separators)) position++;
            if (i == names.Count - 1)
            {
                var rest = text[position..].TrimEnd([.. separators.Where(c => c is ' ' or '\t' or '\n')]);
                // A single trailing separator that ends the last field is dropped, as when the line had exactly these fields.
                if (rest.Length > 0 && rest.IndexOfAny([.. separators]) == rest.Length - 1) rest = rest[..^1];
                variables.Set(names[i], raw ? rest : Unescape(rest));
                return;
            }
            var start = position;
            while (position < text.Length && !separators.Contains(text[position], StringComparison.Ordinal))
                position += !raw && text[position] == '\\' && position + 1 < text.Length ? 2 : 1;
            variables.Set(names[i], raw ? text[start..position] : Unescape(text[start..position]));
            while (position < text.Length && Blank(text[position], separators)) position++;
            if (position < text.Length && separators.Contains(text[position], StringComparison.Ordinal)) position++;
        }
    }

    private static bool Blank(char c, string separators) => c is ' ' or '\t' or '\n' && separators.Contains(c, StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && ++i == text.Length) break;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
