namespace PveLab.Shell.Language;

/// <summary>set.</summary>
internal static class OptionBuiltins
{
    public static IEnumerable<Step> Set(Invocation invocation)
    {
        var state = invocation.Shell.State;
        if (invocation.Arguments.Count == 0)
        {
            foreach (var (name, variable) in state.Variables.All) yield return new Step.Out($"{name}={Interpreter.Quote(variable.Value)}\n");
            yield break;
        }
        for (var i = 0; i < invocation.Arguments.Count; i++)
        {
            var argument = invocation.Arguments[i];
            if (argument == "--" || argument.Length < 2 || argument[0] is not ('-' or '+'))
            {
                state.Positional = [.. invocation.Arguments.Skip(argument == "--" ? i + 1 : i)];
                yield break;
            }
            var on = argument[0] == '-';
            foreach (var letter in argument.Skip(1))
            {
                if (letter == 'o' && i + 1 == invocation.Arguments.Count)
                {
                    yield return new Step.Out(Listing(state));
                    yield break;
                }
                var name = letter == 'o' ? invocation.Arguments[++i] : letter switch { 'e' => "errexit", 'u' => "nounset", 'x' => "xtrace", _ => "-" + letter };
                if (Switch(state, name, on)) continue;
                yield return "abefhkmnptuvxBCEHPT".Contains(letter, StringComparison.Ordinal) || letter == 'o'
                    ? invocation.Fail(255, $"PveLab: option '{name}' of 'set' is not simulated")
                    : invocation.Complain(2, $"-{letter}: invalid option");
                yield break;
            }
        }
    }

    private static bool Switch(ShellState state, string name, bool on)
    {
        switch (name)
        {
            case "errexit": state.ErrorExit = on; return true;
            case "nounset": state.NoUnset = on; return true;
            case "xtrace": state.Trace = on; return true;
            case "pipefail": state.PipeFail = on; return true;
            default: return false;
        }
    }

    private static string Listing(ShellState state) => string.Concat(
        new[] { ("errexit", state.ErrorExit), ("nounset", state.NoUnset), ("pipefail", state.PipeFail), ("xtrace", state.Trace) }
            .Select(o => $"{o.Item1,-15}\t{(o.Item2 ? "on" : "off")}\n"));
}
