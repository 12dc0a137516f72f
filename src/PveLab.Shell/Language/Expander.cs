using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>
/// Turns words into the texts a command gets. Pure but for <c>${x:=…}</c> and arithmetic assignments; command substitutions have been
/// run before (see <see cref="Interpreter"/>) and stand here as results.
/// </summary>
internal sealed class Expander(ShellState state, FileTree files)
{
    private string Separators => state.Variables.Get("IFS") ?? " \t\n";

    /// <summary>The fields of a command's words: with brace expansion, splitting and globbing.</summary>
    /// <exception cref="ShellError">An expansion cannot be done.</exception>
    public List<string> Fields(IReadOnlyList<Word> words)
    {
        var fields = new List<string>(words.Count);
        foreach (var word in words) Fields(word, fields);
        return fields;
    }

    private void Fields(Word word, List<string> fields)
    {
        if (word.Constant is { } constant)
        {
            fields.Add(constant);
            return;
        }
        foreach (var each in Braces.Expand(word))
        {
            var builder = new FieldBuilder(Separators, pattern => Glob.Expand(pattern, state.Directory, files), fields);
            Walk(each, builder, tilde: true);
            builder.End();
        }
    }

    /// <summary>One text: no splitting, no globbing (assignments, here-documents, <c>case</c> subjects).</summary>
    public string Text(Word word)
    {
        if (word.Constant is { } constant) return constant;
        var text = new StringBuilder();
        var first = true;
        foreach (var part in word.Parts)
        {
            text.Append(part is WordPart.Literal { Quoted: false } literal && first ? Tilde(literal.Text) : PartText(part));
            first = false;
        }
        return text.ToString();
    }

    /// <summary>A pattern: quoted text matches only itself.</summary>
    public string PatternOf(Word word)
    {
        var text = new StringBuilder();
        foreach (var part in word.Parts)
        {
            var quoted = part is WordPart.Literal { Quoted: true } or WordPart.Result { Quoted: true } or WordPart.Parameter { Quoted: true }
                or WordPart.Arithmetic { Quoted: true };
            text.Append(quoted ? Pattern.Escape(PartText(part)) : PartText(part));
        }
        return text.ToString();
    }

    private void Walk(Word word, FieldBuilder builder, bool tilde, bool split = false)
    {
        for (var i = 0; i < word.Parts.Count; i++)
        {
            switch (word.Parts[i])
            {
                case WordPart.Literal { Quoted: false } literal when split:
                    builder.Expanded(literal.Text);
                    break;
                case WordPart.Literal { Quoted: false } literal:
                    builder.Typed(tilde && i == 0 ? Tilde(literal.Text) : literal.Text);
                    break;
                case WordPart.Parameter { Name: "@" or "*", Operation: null } all:
                    Positional(all, builder);
                    break;
                case WordPart.Parameter { Quoted: false, Operation: { } operation } parameter when Alternative(parameter, operation) is { } operand:
                    Walk(operand, builder, tilde: true, split: true);
                    break;
                case WordPart.Literal or WordPart.Result { Quoted: true } or WordPart.Parameter { Quoted: true } or WordPart.Arithmetic { Quoted: true }:
                    builder.Quoted(PartText(word.Parts[i]));
                    break;
                default:
                    builder.Expanded(PartText(word.Parts[i]));
                    break;
            }
        }
    }

    private void Positional(WordPart.Parameter all, FieldBuilder builder)
    {
        if (all is { Quoted: true, Name: "*" })
        {
            builder.Quoted(JoinedPositional());
            return;
        }
        for (var i = 0; i < state.Positional.Count; i++)
        {
            if (i > 0) builder.End();
            if (all.Quoted) builder.Quoted(state.Positional[i]);
            else builder.Expanded(state.Positional[i]);
        }
    }

    private string JoinedPositional() => string.Join(Separators is { Length: > 0 } ifs ? ifs[..1] : "", state.Positional);

    private string PartText(WordPart part) => part switch
    {
        WordPart.Literal literal => literal.Text,
        WordPart.Result result => result.Text,
        WordPart.Arithmetic arithmetic => Variables.Text(Arithmetic.Evaluate(Text(arithmetic.Expression), state.Variables)),
        WordPart.Parameter { Operation: null, Name: "@" } => string.Join(' ', state.Positional),
        WordPart.Parameter { Operation: null } parameter => Value(parameter.Name) ?? Missing(parameter.Name),
        WordPart.Parameter parameter => Operate(parameter, parameter.Operation!),
        _ => "",
    };

    private string Missing(string name) => state.NoUnset && name is not ("@" or "*") ? throw new ShellError($"{(char.IsAsciiDigit(name[0]) ? "$" : "")}{name}: unbound variable", 127) : "";

    /// <summary>The value of a variable or special parameter; null when unset.</summary>
    public string? Value(string name) => name[0] switch
    {
        '?' => Variables.Text(state.Status),
        '#' => Variables.Text(state.Positional.Count),
        '*' or '@' => state.Positional.Count == 0 ? null : JoinedPositional(),
        '!' => null,
        '-' => (state.ErrorExit ? "e" : "") + (state.NoUnset ? "u" : "") + (state.Trace ? "x" : "") + (state.IsScript ? "hB" : "himBHs"),
        '0' when name.Length == 1 => state.Name,
        >= '0' and <= '9' => name.Length < 6 && int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) is > 0 and var n && n <= state.Positional.Count
            ? state.Positional[n - 1] : null,
        _ => state.Variables.Get(name),
    };

    private string Tilde(string text)
    {
        if (text.Length == 0 || text[0] != '~') return text;
        var end = text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : text.Length;
        var home = text[1..end] switch
        {
            "" => state.Variables.Get("HOME") ?? "/root",
            "root" => "/root",
            "+" => state.Directory,
            "-" => state.Variables.Get("OLDPWD"),
            _ => null,
        };
        return home is null ? text : home + text[end..];
    }

    /// <summary>For <c>:-</c>, <c>:+</c> and their like: the operand, when it is what the expansion gives.</summary>
    private Word? Alternative(WordPart.Parameter parameter, ParameterOperation operation)
    {
        if (operation.Operator is not (":-" or "-" or ":+" or "+")) return null;
        var value = Value(parameter.Name);
        var present = operation.Operator[0] == ':' ? value is { Length: > 0 } : value is not null;
        return present == operation.Operator.EndsWith('+') ? operation.Operand : null;
    }

    private string Operate(WordPart.Parameter parameter, ParameterOperation operation)
    {
        var value = Value(parameter.Name);
        if (operation.Operator is ":-" or "-" or ":+" or "+")
            return Alternative(parameter, operation) is { } operand ? Text(operand) : operation.Operator.EndsWith('+') ? "" : value!;
        if (operation.Operator is ":=" or "=" or ":?" or "?") return Required(parameter.Name, value, operation);
        var text = value ?? Missing(parameter.Name);
        return operation.Operator switch
        {
            "length" => Variables.Text(parameter.Name is "@" or "*" ? state.Positional.Count : text.Length),
            "indirect" => Names.IsName(text) || Names.PrefixLength(text) == text.Length ? (text.Length == 0 ? "" : Value(text) ?? "")
            : throw new ShellError($"{text}: invalid variable name"),
            "#" or "##" => Pattern.Trim(text, PatternOf(operation.Operand), suffix: false, longest: operation.Operator.Length == 2),
            "%" or "%%" => Pattern.Trim(text, PatternOf(operation.Operand), suffix: true, longest: operation.Operator.Length == 2),
            "/" or "//" => Pattern.Replace(text, PatternOf(operation.Operand), Text(operation.Second), operation.Operator == "//"),
            "/#" or "/%" => Pattern.Replace(text, PatternOf(operation.Operand), Text(operation.Second), false, operation.Operator[1]),
            "^^" => text.ToUpperInvariant(),
            ",," => text.ToLowerInvariant(),
            "^" => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..],
            "," => text.Length == 0 ? "" : char.ToLowerInvariant(text[0]) + text[1..],
            _ => Slice(text, operation),
        };
    }

    private string Required(string name, string? value, ParameterOperation operation)
    {
        var present = operation.Operator[0] == ':' ? value is { Length: > 0 } : value is not null;
        if (present) return value!;
        var text = Text(operation.Operand);
        if (operation.Operator.EndsWith('?')) throw new ShellError($"{name}: {(text.Length > 0 ? text : "parameter null or not set")}");
        if (!Names.IsName(name)) throw new ShellError($"${name}: cannot assign in this way");
        state.Variables.Set(name, text);
        return text;
    }

    private string Slice(string text, ParameterOperation operation)
    {
        var offset = Arithmetic.Evaluate(Text(operation.Operand), state.Variables);
        if (offset < 0) offset += text.Length;
        if (offset < 0 || offset > text.Length) return "";
        var end = (long)text.Length;
        if (operation.HasSecond)
        {
            var length = Arithmetic.Evaluate(Text(operation.Second), state.Variables);
            end = length < 0 ? text.Length + length : Math.Min(text.Length, length > text.Length ? text.Length : offset + length);
            if (end < offset) throw new ShellError($"{Text(operation.Second)}: substring expression < 0");
        }
        return text[(int)offset..(int)end];
    }
}
