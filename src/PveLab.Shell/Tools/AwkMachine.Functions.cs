namespace PveLab.Shell.Tools;

/// <summary>The functions of the language.</summary>
internal sealed partial class AwkMachine
{
    private AwkValue Call(AwkNode.Call call)
    {
        string Text(int i) => i < call.Arguments.Count ? Value(call.Arguments[i]).ToString() : "";
        double Number(int i) => i < call.Arguments.Count ? Value(call.Arguments[i]).Number : 0;
        switch (call.Function)
        {
            case "length":
                return AwkValue.Of(call.Arguments is [AwkNode.Name { Index: null } array] && arrays.TryGetValue(array.Text, out var known) ? known.Count
                    : call.Arguments.Count == 0 ? record.Length : Text(0).Length);
            case "substr":
                var (text, from) = (Text(0), Math.Round(Number(1)));
                var to = call.Arguments.Count > 2 ? from + Math.Round(Number(2)) : text.Length + 1;
                var (start, end) = ((int)Math.Clamp(from, 1, text.Length + 1), (int)Math.Clamp(to, 1, text.Length + 1));
                return AwkValue.Of(end > start ? text[(start - 1)..(end - 1)] : "");
            case "index": return AwkValue.Of(Text(0).IndexOf(Text(1), StringComparison.Ordinal) + 1);
            case "toupper": return AwkValue.Of(Text(0).ToUpperInvariant());
            case "tolower": return AwkValue.Of(Text(0).ToLowerInvariant());
            case "int": return AwkValue.Of(Math.Truncate(Number(0)));
            case "sqrt": return AwkValue.Of(Math.Sqrt(Number(0)));
            case "sprintf": return AwkValue.Of(Formatted(call.Arguments));
            case "match": return AwkValue.Of(PosixRegex.Compile(PatternOf(call, 1), true, false, out _)?.Match(Text(0)) is { Success: true } found ? found.Index + 1 : 0);
            case "split": return SplitInto(call, Text(0));
            case "sub" or "gsub": return Substitute(call);
            default: return AwkValue.Of(string.Join(" ", call.Arguments.Select(a => Value(a).ToString())));
        }
    }

    private string PatternOf(AwkNode.Call call, int i) => i >= call.Arguments.Count ? "" : call.Arguments[i] is AwkNode.Match literal ? literal.Regex : Value(call.Arguments[i]).ToString();

    private AwkValue SplitInto(AwkNode.Call call, string text)
    {
        if (call.Arguments.Count < 2 || call.Arguments[1] is not AwkNode.Name { Index: null } name) return AwkValue.Of(0);
        var parts = Split(text, call.Arguments.Count > 2 ? PatternOf(call, 2) : variables["FS"].ToString());
        var array = ArrayOf(name.Text);
        array.Clear();
        for (var i = 0; i < parts.Count; i++) array[Sizes.Text(i + 1)] = AwkValue.Input(parts[i]);
        return AwkValue.Of(parts.Count);
    }

    private AwkValue Substitute(AwkNode.Call call)
    {
        var target = call.Arguments.Count > 2 ? call.Arguments[2] : new AwkNode.Field(new AwkNode.Constant(AwkValue.Of(0)));
        if (PosixRegex.Compile(PatternOf(call, 0), true, false, out _) is not { } regex) return AwkValue.Of(0);
        var replacement = call.Arguments.Count > 1 ? Value(call.Arguments[1]).ToString() : "";
        var count = 0;
        var changed = regex.Replace(Value(target).ToString(), match =>
        {
            count++;
            return replacement.Replace("\\&", "\u0001", StringComparison.Ordinal).Replace("&", match.Value, StringComparison.Ordinal).Replace('\u0001', '&');
        }, call.Function == "sub" ? 1 : -1);
        if (count > 0) Assign(target, AwkValue.Of(changed));
        return AwkValue.Of(count);
    }

    private string Formatted(IReadOnlyList<AwkNode> arguments) => arguments.Count == 0 ? ""
        : Printf.Once(Value(arguments[0]).ToString(), [.. arguments.Skip(1).Select(a => Value(a).ToString())]);
}
