namespace PveLab.Shell.Tools;

/// <summary>help: what can be typed here.</summary>
internal static class Help
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        if (invocation.Arguments.Count > 0)
        {
            foreach (var name in invocation.Arguments)
            {
                if (invocation.Session.Commands.Find(name) is { } command) yield return new Step.Out($"{name}: {command.Summary}\n");
                else if (Language.Builtins.Has(name)) yield return new Step.Out($"{name}: a shell builtin\n");
                else yield return invocation.Fail(1, $"bash: help: no help topics match `{name}'.  Try `help help' or `man -k {name}' or `info {name}'.");
            }
            yield break;
        }
        yield return new Step.Out("PveLab, the simulated shell of a Proxmox VE node. Programs:\n\n");
        var width = invocation.Session.Commands.All.Max(c => c.Name.Length);
        foreach (var command in invocation.Session.Commands.All) yield return new Step.Out($"  {command.Name.PadRight(width)}  {command.Summary}\n");
        yield return new Step.Out($"\nShell builtins: {string.Join(' ', Language.Builtins.Names)}\n");
    }
}
