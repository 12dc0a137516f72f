using System.Text;

namespace PveLab.Shell.Language;

/// <summary>Expanding words: what must run inside them runs first, the rest is <see cref="Expander"/>'s.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Does something that may fail as an expansion does; the failure gives the line up and is returned as its text.</summary>
    private Step.Err? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ShellError error)
        {
            return GiveUp(error.Message, error.Status);
        }
    }

    /// <summary>Expands a word to one text, running its command substitutions.</summary>
    public IEnumerable<Step> Text(Word word, Streams streams, Box<string> text)
    {
        var resolved = new Box<Word> { Content = word };
        if (word.RunsCommands)
            foreach (var step in Resolve(word, streams, resolved)) yield return step;
        if (Stopped) yield break;
        if (Attempt(() => text.Content = expander.Text(resolved.Content!)) is { } failure) yield return failure;
    }

    /// <summary>Expands a word to a pattern, running its command substitutions.</summary>
    public IEnumerable<Step> PatternOf(Word word, Streams streams, Box<string> pattern)
    {
        var resolved = new Box<Word> { Content = word };
        if (word.RunsCommands)
            foreach (var step in Resolve(word, streams, resolved)) yield return step;
        if (Stopped) yield break;
        if (Attempt(() => pattern.Content = expander.PatternOf(resolved.Content!)) is { } failure) yield return failure;
    }

    /// <summary>Runs what must run inside a word and puts the results in its place.</summary>
    private IEnumerable<Step> Resolve(Word word, Streams streams, Box<Word> resolved)
    {
        var parts = new List<WordPart>(word.Parts.Count);
        foreach (var part in word.Parts)
        {
            var inner = new Box<Word>();
            switch (part)
            {
                case WordPart.Command command:
                    var output = new StringBuilder();
                    foreach (var step in Nested(Substitute(command.Body, streams, output))) yield return step;
                    parts.Add(new WordPart.Result(output.ToString(), command.Quoted));
                    break;
                case WordPart.Arithmetic { RunsCommands: true } arithmetic:
                    foreach (var step in Resolve(arithmetic.Expression, streams, inner)) yield return step;
                    parts.Add(new WordPart.Arithmetic(inner.Content!, arithmetic.Quoted));
                    break;
                case WordPart.Parameter { RunsCommands: true } parameter:
                    foreach (var step in ResolveOperand(parameter, streams, inner)) yield return step;
                    parts.Add(parameter with { Operation = parameter.Operation! with { Operand = inner.Content! } });
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }
        resolved.Content = new Word(parts);
    }

    /// <summary>The operand of <c>:-</c> and its like runs only when it is needed.</summary>
    private IEnumerable<Step> ResolveOperand(WordPart.Parameter parameter, Streams streams, Box<Word> inner)
    {
        var operation = parameter.Operation!;
        inner.Content = Word.Empty;
        var value = expander.Value(parameter.Name);
        var present = operation.Operator[0] == ':' ? value is { Length: > 0 } : value is not null;
        var optional = operation.Operator is ":-" or "-" or ":=" or "=" or ":?" or "?";
        if ((optional && present) || (operation.Operator is ":+" or "+" && !present)) yield break;
        foreach (var step in Resolve(operation.Operand, streams, inner)) yield return step;
    }

    private IEnumerable<Step> Substitute(Syntax? body, Streams streams, StringBuilder output)
    {
        var fork = Fork();
        // $(< file) is the file's text.
        if (body is Syntax.Simple { Words.Count: 0, Assignments.Count: 0, Redirections: [{ Operator: "<" }] } read)
            body = read with { Words = [new Word([new WordPart.Literal("cat", false)])] };
        foreach (var step in fork.Run(body, new Streams(streams.Input, false)))
        {
            if (step is not Step.Out { Text: var text })
            {
                yield return step;
                continue;
            }
            output.Append(text);
            if (output.Length <= Variables.LengthLimit) continue;
            yield return GiveUp($"PveLab: a substitution longer than {Variables.LengthLimit} characters is not simulated", 255);
            break;
        }
        while (output.Length > 0 && output[^1] == '\n') output.Length--;
        if (State.Flow == Flow.On) State.Status = fork.State.Status;
    }
}
