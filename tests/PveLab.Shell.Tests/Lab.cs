using System.Text;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tests;

/// <summary>A node without guests and a shell on it: what the language and the Unix tools need. Starts 2026-04-01 09:00:00 in Asia/Tokyo.</summary>
internal sealed class Lab
{
    /// <summary>Steps after which a run is called endless.</summary>
    public const int StepLimit = 3_000_000;

    public Lab(Commands? commands = null, string size = "68G", Datacenter? world = null)
    {
        Datacenter = world ?? WorldBuilder.Build(World(size), seed: 1);
        Shell = new ShellSession(Node, commands: commands);
    }

    public Datacenter Datacenter { get; }

    public Node Node => Datacenter.Nodes["pve1"];

    public ShellSession Shell { get; }

    /// <summary>The last full screen painted.</summary>
    public IReadOnlyList<string> Screen { get; private set; } = [];

    /// <summary>Runs lines in a new lab; stdout and stderr as a terminal would show them together.</summary>
    public static string Output(string text) => new Lab().Run(text);

    /// <summary>Runs lines in a new lab: what they print and the status they leave.</summary>
    public static (string Text, int Status) Result(string text)
    {
        var lab = new Lab();
        return (lab.Run(text), lab.Shell.Status);
    }

    /// <summary>Runs one text (which may have several lines); questions are answered from <paramref name="answers"/>, then by Ctrl+D.</summary>
    public string Run(string text, params Answer[] answers)
    {
        var output = new StringBuilder();
        var left = new Queue<Answer>(answers);
        var count = 0;
        foreach (var step in Shell.Execute(text))
        {
            if (++count > StepLimit) throw new InvalidOperationException("endless: " + text);
            switch (step)
            {
                case Step.Out data: output.Append(data.Text); break;
                case Step.Err error: output.Append(error.Text); break;
                case Step.Wait { Until: { } until }: Node.Clock.AdvanceTo(until); break;
                case Step.Wait: Advance(); break;
                case Step.Screen screen: Screen = screen.Lines; break;
                case Step.Ask: Shell.Terminal.Give(left.TryDequeue(out var answer) ? answer : new Answer.Key("Ctrl+D")); break;
            }
        }
        return output.ToString();
    }

    private void Advance() => Node.Clock.Step(Node.Clock.NextDue ?? Node.Clock.Now + TimeSpan.FromSeconds(1));

    private static WorldDefinition World(string size) => new()
    {
        Id = "lab",
        Title = new LocalText { Ja = "lab", En = "lab" },
        Booted = "2026-03-30T08:12:20+09:00",
        Start = "2026-04-01T09:00:00+09:00",
        Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.199" },
        Hosts =
        [
            new HostDefinition
            {
                Name = "pve1",
                Address = "192.168.10.11",
                Node = true,
                Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
                FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = size }],
                Files = new Dictionary<string, string> { ["/etc/hostname"] = "pve1\n", ["/etc/fstab"] = "/dev/pve/root / ext4 errors=remount-ro 0 1\n" },
                Blobs = new Dictionary<string, string> { ["/var/lib/vz/template/iso/debian.iso"] = "1048576000" },
            },
        ],
    };
}
