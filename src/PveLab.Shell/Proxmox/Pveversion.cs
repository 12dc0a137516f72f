using System.Text;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Proxmox;

/// <summary><c>pveversion</c> (pve-manager: bin/pveversion).</summary>
internal static class Pveversion
{
    /// <summary>The program.</summary>
    internal static IEnumerable<Step> Run(Invocation invocation)
    {
        var verbose = false;
        foreach (var argument in invocation.Arguments)
        {
            if (argument is "-v" or "--verbose" or "-verbose")
            {
                verbose = true;
                continue;
            }
            var unknown = argument.StartsWith('-') ? $"Unknown option: {argument.TrimStart('-')}\n" : "";
            yield return invocation.Fail(255, unknown + "USAGE: pveversion [--verbose]");
            yield break;
        }
        yield return new Step.Out(verbose ? Packages() : $"pve-manager/{Release.Manager}/{Release.RepositoryId} (running kernel: {Release.Kernel})\n");
    }

    private static string Packages()
    {
        var text = new StringBuilder();
        text.Append($"proxmox-ve: {Release.Number}.0 (running kernel: {Release.Kernel})\n");
        text.Append($"pve-manager: {Release.Manager} (running version: {Release.Manager}/{Release.RepositoryId})\n");
        foreach (var (package, version) in Release.Packages) text.Append(package).Append(": ").Append(version).Append('\n');
        return text.ToString();
    }
}
