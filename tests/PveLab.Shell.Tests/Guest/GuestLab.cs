using System.Text;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tests.Guest;

/// <summary>A node with guest 100 running on it, and a shell. It is 2026-04-01 09:00:00 in Asia/Tokyo.</summary>
internal sealed class GuestLab
{
    private const int StepLimit = 200_000;

    public GuestLab(bool running = true, Func<WorldDefinition, WorldDefinition>? change = null)
    {
        var definition = Definition(running);
        World = WorldBuilder.Build(change is null ? definition : change(definition), 7);
        Shell = new ShellSession(Node);
    }

    public Datacenter World { get; }

    public Node Node => World.Nodes["pve1"];

    public ShellSession Shell { get; }

    public static Answer Type(string line) => new Answer.Line(line);

    public static Answer Press(string key) => new Answer.Key(key);

    /// <summary>Runs a line; questions show their prompt, typed answers are echoed unless hidden. After the last answer comes Ctrl+D.</summary>
    public string Run(string line, params Answer[] answers)
    {
        var text = new StringBuilder();
        var left = new Queue<Answer>(answers);
        var count = 0;
        foreach (var step in Shell.Execute(line))
        {
            Assert.True(++count < StepLimit, "endless: " + line);
            switch (step)
            {
                case Step.Out data: text.Append(data.Text); break;
                case Step.Err error: text.Append(error.Text); break;
                case Step.Wait { Until: { } until }: World.Clock.AdvanceTo(until); break;
                case Step.Wait: World.Clock.Step(World.Clock.NextDue ?? World.Clock.Now + TimeSpan.FromSeconds(1)); break;
                case Step.Ask ask:
                    text.Append(ask.Prompt);
                    var answer = left.TryDequeue(out var given) ? given : new Answer.Key("Ctrl+D");
                    text.Append(answer is Answer.Line typed && ask.Kind == AskKind.Line ? typed.Text + "\n" : answer is Answer.Line ? "\n" : "");
                    Shell.Terminal.Give(answer);
                    break;
            }
        }
        return text.ToString();
    }

    public void Pass(double seconds) => World.Clock.AdvanceTo(World.Clock.Now + TimeSpan.FromSeconds(seconds));

    private static WorldDefinition Definition(bool running) => new()
    {
        Id = "guest-lab",
        Title = new LocalText { Ja = "lab", En = "lab" },
        Booted = "2026-04-01T08:50:00+09:00",
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
                FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G" }],
                ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "141G" }],
                Files = new()
                {
                    ["/etc/hosts"] = "127.0.0.1 localhost\n192.168.10.11 pve1.lab.example pve1\n192.168.10.20 nas\n",
                    ["/etc/network/interfaces"] = "auto vmbr0\niface vmbr0 inet static\n\taddress 192.168.10.11/24\n\tbridge-ports nic0\n",
                },
            },
        ],
        Cluster = new()
        {
            ["user.cfg"] = "user:root@pam:1:0:::root@pve1.lab.example::\n",
            ["storage.cfg"] = "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\nlvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent rootdir,images\n",
        },
        Guests =
        [
            new GuestDefinition
            {
                Vmid = 100,
                Node = "pve1",
                Running = running,
                Config = "agent: 1\nboot: order=scsi0\ncores: 2\nmemory: 2048\nname: vm-ubuntu01\nnet0: virtio=BC:24:11:5E:0A:64,bridge=vmbr0\nscsi0: local-lvm:vm-100-disk-0,size=32G\nserial0: socket\n",
                Disks = new()
                {
                    ["scsi0"] = new DiskContentDefinition
                    {
                        Written = "4G",
                        System = new SystemDefinition
                        {
                            Os = "Ubuntu 24.04.3 LTS",
                            HostName = "vm-ubuntu01",
                            Agent = true,
                            Accounts = new() { ["root"] = "pvelab", ["student"] = "pvelab" },
                            Services = ["ssh", "cron"],
                            Files = new() { ["/etc/hostname"] = "vm-ubuntu01\n" },
                            Workloads = [new WorkloadDefinition { Path = "/srv/app/orders.log", EverySeconds = 60 }],
                        },
                    },
                },
            },
        ],
    };
}
