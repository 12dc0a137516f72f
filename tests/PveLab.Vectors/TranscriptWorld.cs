using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Vectors;

/// <summary>The world that the g_* vectors start from: tests/vectors/transcript-world.yaml, which is g_cli_state.json as a datacenter.</summary>
internal static class TranscriptWorld
{
    /// <summary>What is installed on VM 100 where it has to run.</summary>
    public const string Os = "Debian GNU/Linux 13 (trixie)";
    private const string File = "transcript-world.yaml";

    private static readonly string Text = ReadText();

    /// <summary>Network interfaces with the bridge that VM 100 needs.</summary>
    public const string Interfaces = "auto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.11/24\n\tbridge-ports none\n\tbridge-stp off\n\tbridge-fd 0\n";

    /// <summary>A new attempt in the world.</summary>
    public static Attempt Begin() => new(new ScenarioFolder("transcript-world", null, "") { World = new ContentFile(File, Text) }, dialect: Dialect.Pve);

    /// <summary>The world at a moment, with a VM 100 that can be started, and that has an agent when asked.</summary>
    public static Datacenter At(string time, bool running, bool agent)
    {
        var definition = YamlContent.Read<WorldDefinition>(File, Text);
        definition.Hosts[0].Files["/etc/network/interfaces"] = Interfaces;
        var guests = definition.Guests.Select(guest => guest.Vmid != 100 ? guest : guest with
        {
            Running = running,
            Config = (agent ? "agent: 1\n" : "") + guest.Config,
            Disks = new Dictionary<string, DiskContentDefinition>
            {
                ["scsi0"] = new() { Written = "1M", System = new SystemDefinition { Os = Os, HostName = "web", Agent = agent } },
            },
        });
        var booted = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).AddHours(-1);
        return WorldBuilder.Build(definition with
        {
            Booted = booted.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            Start = time,
            Guests = [.. guests],
        }, seed: 1);
    }

    private static string ReadText()
    {
        using var stream = typeof(TranscriptWorld).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
