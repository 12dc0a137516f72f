using System.Globalization;

namespace PveLab.Shell.Language;

/// <summary>A variable's value and attributes.</summary>
internal readonly record struct Variable(string Value, bool Exported, bool ReadOnly);

/// <summary>Shell variables. A few names are computed when read.</summary>
internal sealed class Variables
{
    /// <summary>Longest value, in characters.</summary>
    public const int LengthLimit = 1 << 20;

    private readonly SortedDictionary<string, Variable> byName;
    private readonly Func<string, string?> computed;

    public Variables(Func<string, string?> computed)
    {
        this.computed = computed;
        byName = new(StringComparer.Ordinal);
    }

    private Variables(Variables from)
    {
        computed = from.computed;
        byName = new(from.byName, StringComparer.Ordinal);
    }

    /// <summary>None set, the computed names the same.</summary>
    public Variables Empty() => new(computed);

    /// <summary>A copy for a subshell.</summary>
    public Variables Copy() => new(this);

    /// <summary>All that are set.</summary>
    public IReadOnlyDictionary<string, Variable> All => byName;

    /// <summary>The value; null when unset.</summary>
    public string? Get(string name) => byName.TryGetValue(name, out var variable) ? variable.Value : computed(name);

    /// <summary>The whole variable, null when unset.</summary>
    public Variable? Find(string name) => byName.TryGetValue(name, out var variable) ? variable : null;

    /// <summary>Sets the value, keeping the attributes.</summary>
    /// <exception cref="ShellError">The variable is read-only or the value too long.</exception>
    public void Set(string name, string value)
    {
        byName.TryGetValue(name, out var old);
        if (old.ReadOnly) throw new ShellError($"{name}: readonly variable");
        if (value.Length > LengthLimit) throw new ShellError($"PveLab: a variable longer than {LengthLimit} characters is not simulated", 255);
        byName[name] = old with { Value = value };
    }

    /// <summary>Puts back what <see cref="Find"/> gave earlier.</summary>
    public void Restore(string name, Variable? saved)
    {
        if (saved is { } variable) byName[name] = variable;
        else byName.Remove(name);
    }

    /// <summary>Marks the variable for the environment of programs (or no longer).</summary>
    public void Export(string name, bool exported = true)
    {
        byName.TryGetValue(name, out var old);
        byName[name] = old with { Value = old.Value ?? "", Exported = exported };
    }

    /// <summary>Refuses later changes.</summary>
    public void Protect(string name)
    {
        byName.TryGetValue(name, out var old);
        byName[name] = old with { Value = old.Value ?? "", ReadOnly = true };
    }

    /// <summary>Forgets the variable.</summary>
    public void Unset(string name)
    {
        if (byName.TryGetValue(name, out var old) && old.ReadOnly) throw new ShellError($"unset: {name}: cannot unset: readonly variable");
        byName.Remove(name);
    }

    /// <summary>The environment of programs.</summary>
    public SortedDictionary<string, string> Exported()
    {
        var exported = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in byName)
            if (variable.Exported) exported[name] = variable.Value;
        return exported;
    }

    /// <summary>An integer as text.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
