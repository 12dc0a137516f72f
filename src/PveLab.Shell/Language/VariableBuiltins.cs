namespace PveLab.Shell.Language;

/// <summary>Builtins about variables and aliases.</summary>
internal static class VariableBuiltins
{
    public static IEnumerable<Step> Export(Invocation invocation)
    {
        var state = invocation.Shell.State;
        var names = Operands(invocation, "npf", out var options, out var refusal);
        if (refusal is not null)
        {
            yield return refusal;
            yield break;
        }
        if (names.Count == 0)
        {
            foreach (var (name, variable) in state.Variables.All)
                if (variable.Exported) yield return new Step.Out($"declare -x {name}=\"{Escaped(variable.Value)}\"\n");
        }
        foreach (var name in names)
        {
            if (Assign(invocation, name, out var bare) is { } failure) yield return failure;
            else state.Variables.Export(bare, !options.Contains('n', StringComparison.Ordinal));
        }
    }

    public static IEnumerable<Step> ReadOnly(Invocation invocation)
    {
        foreach (var name in Operands(invocation, "p", out _, out _))
        {
            if (Assign(invocation, name, out var bare) is { } failure) yield return failure;
            else invocation.Shell.State.Variables.Protect(bare);
        }
    }

    public static IEnumerable<Step> Declare(Invocation invocation)
    {
        var names = Operands(invocation, "xrpgi", out var options, out var refusal);
        if (refusal is not null)
        {
            yield return refusal;
            yield break;
        }
        var variables = invocation.Shell.State.Variables;
        if (names.Count == 0)
        {
            foreach (var (name, variable) in variables.All) yield return new Step.Out($"{name}={Interpreter.Quote(variable.Value)}\n");
        }
        foreach (var name in names)
        {
            if (Assign(invocation, name, out var bare) is { } failure)
            {
                yield return failure;
                continue;
            }
            if (options.Contains('x', StringComparison.Ordinal)) variables.Export(bare);
            if (options.Contains('r', StringComparison.Ordinal)) variables.Protect(bare);
        }
    }

    public static IEnumerable<Step> Local(Invocation invocation)
    {
        var state = invocation.Shell.State;
        if (state.Locals.Count == 0)
        {
            yield return invocation.Complain(1, "can only be used in a function");
            yield break;
        }
        foreach (var argument in Operands(invocation, "xri", out _, out _))
        {
            var name = argument.Split('=', 2)[0];
            state.Locals.Peek().Add((name, state.Variables.Find(name)));
            if (!argument.Contains('=', StringComparison.Ordinal)) state.Variables.Restore(name, null);
            else if (Assign(invocation, argument, out _) is { } failure) yield return failure;
        }
    }

    public static IEnumerable<Step> Unset(Invocation invocation)
    {
        var names = Operands(invocation, "fv", out var options, out var refusal);
        if (refusal is not null) yield return refusal;
        foreach (var name in refusal is null ? names : [])
        {
            if (options.Contains('f', StringComparison.Ordinal)) invocation.Shell.State.Functions.Remove(name);
            else if (!Names.IsName(name)) yield return invocation.Complain(1, $"`{name}': not a valid identifier");
            else if (invocation.Shell.State.Variables.Find(name) is { ReadOnly: true })
                yield return invocation.Complain(1, $"{name}: cannot unset: readonly variable");
            else if (invocation.Shell.State.Variables.Find(name) is null) invocation.Shell.State.Functions.Remove(name);
            else invocation.Shell.State.Variables.Unset(name);
        }
    }

    public static IEnumerable<Step> Let(Invocation invocation)
    {
        if (invocation.Arguments.Count == 0)
        {
            yield return invocation.Complain(1, "expression expected");
            yield break;
        }
        var value = 0L;
        foreach (var expression in invocation.Arguments) value = Arithmetic.Evaluate(expression, invocation.Shell.State.Variables);
        invocation.ExitCode = value == 0 ? 1 : 0;
    }

    public static IEnumerable<Step> Alias(Invocation invocation)
    {
        var aliases = invocation.Shell.State.Aliases;
        if (invocation.Arguments.Count == 0 || invocation.Arguments is ["-p"])
        {
            foreach (var (name, value) in aliases) yield return new Step.Out($"alias {name}={Quoted(value)}\n");
            yield break;
        }
        foreach (var argument in invocation.Arguments)
        {
            var parts = argument.Split('=', 2);
            if (parts.Length == 2) aliases[parts[0]] = parts[1];
            else if (aliases.TryGetValue(argument, out var value)) yield return new Step.Out($"alias {argument}={Quoted(value)}\n");
            else yield return invocation.Complain(1, $"{argument}: not found");
        }
    }

    public static IEnumerable<Step> Unalias(Invocation invocation)
    {
        if (invocation.Arguments is ["-a"]) invocation.Shell.State.Aliases.Clear();
        else if (invocation.Arguments.Count == 0) yield return invocation.Fail(2, "unalias: usage: unalias [-a] name [name ...]");
        else
        {
            foreach (var name in invocation.Arguments)
                if (!invocation.Shell.State.Aliases.Remove(name)) yield return invocation.Complain(1, $"{name}: not found");
        }
    }

    private static string Quoted(string value) => "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

    private static Step.Err? Assign(Invocation invocation, string argument, out string name)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        name = equals < 0 ? argument : argument[..equals];
        var append = name.EndsWith('+');
        if (append) name = name[..^1];
        if (!Names.IsName(name)) return invocation.Complain(1, $"`{argument}': not a valid identifier");
        if (equals < 0) return null;
        var variables = invocation.Shell.State.Variables;
        if (variables.Find(name) is { ReadOnly: true }) return invocation.Complain(1, $"{name}: readonly variable");
        variables.Set(name, (append ? variables.Get(name) : "") + argument[(equals + 1)..]);
        return null;
    }

    private static List<string> Operands(Invocation invocation, string known, out string options, out Step.Err? refusal)
    {
        options = "";
        refusal = null;
        var i = 0;
        for (; i < invocation.Arguments.Count && invocation.Arguments[i] is { Length: > 1 } argument && argument[0] == '-'; i++)
        {
            if (argument == "--")
            {
                i++;
                break;
            }
            if (argument.Skip(1).FirstOrDefault(c => !known.Contains(c, StringComparison.Ordinal)) is var odd and not '\0')
            {
                refusal = "aAfFgiIlnprtuvx".Contains(odd, StringComparison.Ordinal)
                    ? invocation.Fail(255, $"PveLab: option '-{odd}' of '{invocation.Name}' is not simulated")
                    : invocation.Complain(2, $"-{odd}: invalid option");
                return [];
            }
            options += argument[1..];
        }
        return [.. invocation.Arguments.Skip(i)];
    }
}
