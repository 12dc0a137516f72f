using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Shell.Proxmox;
using PveLab.Sim;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Tests.Attempts;

/// <summary>"As CLI": the line shown for a call is the real command, and typing it makes of a fresh world what the call makes of it.</summary>
public sealed class CommandLineTests
{
    private const string Cluster = "ch08r-first-job", Office = "ch08-restore-test", Backed = "vzdump 100 --storage nas --compress zstd";
    private const string Container = "vzdump 200 --storage local --compress zstd";
    private const string Archive = "nas:backup/vzdump-qemu-100-2026_04_01-09_00_02.vma.zst", Packed = "local:backup/vzdump-lxc-200-2026_04_01-09_00_02.tar.zst";
    private const string Job = "pvesh create /cluster/backup --id nightly --schedule 21:00 --storage nas --vmid 100 --comment old";
    private const string Copy = "pvesr create-local-job 100-0 pve2 --comment old", Managed = "ha-manager add vm:100";

    /// <summary>What happens first, in lines; the call; the line that is shown for it.</summary>
    public static TheoryData<string, string[], string, string, string[], string> Calls() => new()
    {
        { Office, [], "create", "/nodes/pve1/vzdump", ["vmid=100", "storage=nas", "mode=snapshot"], "vzdump 100 --storage nas --mode snapshot" },
        { Office, [], "create", "/nodes/pve1/vzdump", ["vmid=100", "storage=nas", "compress=zstd", "remove=0", "notes-template={{guestname}} it's", "protected=1"],
            @"vzdump 100 --storage nas --compress zstd --notes-template '{{guestname}} it'\''s' --protected 1 --remove 0" },
        { Cluster, [], "create", "/nodes/pve1/vzdump", ["vmid=100,200", "storage=local"], "vzdump 100 200 --storage local" },
        { Cluster, [], "create", "/nodes/pve2/vzdump", ["vmid=102", "storage=local"], "pvesh create /nodes/pve2/vzdump --storage local --vmid 102" },
        { Office, [], "create", "/cluster/backup", ["id=nightly", "schedule=mon..fri 22:00", "storage=nas", "vmid=100", "prune-backups=keep-last=3"],
            "pvesh create /cluster/backup --storage nas --schedule 'mon..fri 22:00' --id nightly --prune-backups keep-last=3 --vmid 100" },
        { Office, [Job], "set", "/cluster/backup/nightly", ["schedule=sat 18:15", "delete=comment"], "pvesh set /cluster/backup/nightly --schedule 'sat 18:15' --delete comment" },
        { Office, [Job], "set", "/cluster/backup/nightly", ["comment=a\nb\\c"], @"pvesh set /cluster/backup/nightly --comment $'a\nb\\c'" },
        { Office, [Job], "delete", "/cluster/backup/nightly", [], "pvesh delete /cluster/backup/nightly" },
        { Office, [Backed], "create", "/nodes/pve1/qemu", [$"archive={Archive}", "vmid=101", "unique=1", "storage=local-lvm"],
            $"qmrestore {Archive} 101 --storage local-lvm --unique 1" },
        { Office, [Backed], "create", "/nodes/pve1/qemu", [$"archive={Archive}", "vmid=101", "name=copy", "memory=1024"],
            $"qm create 101 --archive {Archive} --memory 1024 --name copy" },
        { Office, [Backed, "qm stop 100"], "create", "/nodes/pve1/qemu", [$"archive={Archive}", "vmid=100", "force=1"], $"qmrestore {Archive} 100 --force 1" },
        { Cluster, [Container], "create", "/nodes/pve1/lxc", [$"ostemplate={Packed}", "restore=1", "vmid=300", "storage=local-zfs", "hostname=copy"],
            $"pct restore 300 {Packed} --storage local-zfs --hostname copy" },
        { Office, [Backed], "set", $"/nodes/pve1/storage/nas/content/{Archive}", ["notes=keep this"], $"pvesh set /nodes/pve1/storage/nas/content/{Archive} --notes 'keep this'" },
        { Office, [Backed], "set", $"/nodes/pve1/storage/nas/content/{Archive}", ["protected=1"], $"pvesh set /nodes/pve1/storage/nas/content/{Archive} --protected 1" },
        { Office, [Backed], "delete", $"/nodes/pve1/storage/nas/content/{Archive}", [], $"pvesm free {Archive}" },
        { Office, [Backed, Backed], "delete", "/nodes/pve1/storage/nas/prunebackups", ["prune-backups=keep-last=1", "type=qemu", "vmid=100"],
            "pvesm prune-backups nas --type qemu --keep-last 1 --vmid 100" },
        { Cluster, [], "create", "/cluster/replication", ["id=100-0", "type=local", "target=pve2", "schedule=*/5", "rate=100"],
            "pvesr create-local-job 100-0 pve2 --schedule '*/5' --rate 100" },
        { Cluster, [Copy], "set", "/cluster/replication/100-0", ["disable=1", "delete=comment"], "pvesr update 100-0 --delete comment --disable 1" },
        { Cluster, [Copy], "delete", "/cluster/replication/100-0", ["force=1"], "pvesr delete 100-0 --force 1" },
        { Cluster, [Copy], "create", "/nodes/pve1/replication/100-0/schedule_now", [], "pvesr schedule-now 100-0" },
        { Office, [], "create", "/storage", ["storage=usb", "type=dir", "path=/mnt/usb", "content=backup", "prune-backups=keep-last=2"],
            "pvesm add dir usb --content backup --path /mnt/usb --prune-backups keep-last=2" },
        { Office, [], "set", "/storage/nas", ["prune-backups=keep-last=3"], "pvesm set nas --prune-backups keep-last=3" },
        { Office, [], "set", "/storage/local", ["content=iso", "disable=1"], "pvesm set local --content iso --disable 1" },
        { Office, ["pvesm add dir usb --path /mnt/usb"], "delete", "/storage/usb", [], "pvesm remove usb" },
        { Cluster, [], "create", "/cluster/ha/resources", ["sid=vm:100", "state=started", "max_restart=2"], "ha-manager add vm:100 --max_restart 2 --state started" },
        { Cluster, [Managed], "set", "/cluster/ha/resources/vm:100", ["state=stopped", "comment=quiet now"], "ha-manager set vm:100 --comment 'quiet now' --state stopped" },
        { Cluster, [Managed], "delete", "/cluster/ha/resources/vm:100", [], "ha-manager remove vm:100" },
        { Cluster, [Managed], "create", "/cluster/ha/rules", ["rule=r1", "type=node-affinity", "resources=vm:100", "nodes=pve1:2,pve2:1", "strict=1"],
            "ha-manager rules add node-affinity r1 --nodes pve1:2,pve2:1 --resources vm:100 --strict 1" },
        { Cluster, [], "create", "/nodes/pve1/qemu/100/snapshot", ["snapname=before", "description=two words"], "qm snapshot 100 before --description 'two words'" },
        { Cluster, ["qm snapshot 100 before"], "create", "/nodes/pve1/qemu/100/snapshot/before/rollback", ["start=1"], "qm rollback 100 before --start 1" },
        { Cluster, ["qm snapshot 100 before"], "delete", "/nodes/pve1/qemu/100/snapshot/before", [], "qm delsnapshot 100 before" },
        { Cluster, ["qm snapshot 100 before"], "set", "/nodes/pve1/qemu/100/snapshot/before/config", ["description=x"], "pvesh set /nodes/pve1/qemu/100/snapshot/before/config --description x" },
        { Cluster, [], "create", "/nodes/pve1/lxc/200/snapshot", ["snapname=before"], "pct snapshot 200 before" },
        { Cluster, [], "create", "/nodes/pve1/qemu/100/migrate", ["target=pve2", "online=1", "with-local-disks=1"], "qm migrate 100 pve2 --online 1 --with-local-disks 1" },
        { Cluster, [], "create", "/nodes/pve1/lxc/200/migrate", ["target=pve3", "restart=1"], "pct migrate 200 pve3 --restart 1" },
        { Office, ["qm stop 100"], "create", "/nodes/pve1/qemu/100/clone", ["newid=105", "full=1", "name=twin"], "qm clone 100 105 --full 1 --name twin" },
        { Cluster, ["pvesm set local --content images"], "create", "/nodes/pve1/qemu/100/move_disk", ["disk=scsi0", "storage=local", "delete=1"], "qm disk move 100 scsi0 local --delete 1" },
        { Office, [], "set", "/nodes/pve1/qemu/100/resize", ["disk=scsi0", "size=+1G"], "qm disk resize 100 scsi0 +1G" },
        { Office, [], "set", "/nodes/pve1/qemu/100/config", ["onboot=0", "memory=4096"], "qm set 100 --memory 4096 --onboot 0" },
        { Office, [], "set", "/nodes/pve1/qemu/100/config", ["boot=order=scsi0;net0", "delete=agent"], "qm set 100 --boot 'order=scsi0;net0' --delete agent" },
        { Cluster, [], "set", "/nodes/pve1/lxc/200/config", ["cores=2", "hostname=files"], "pct set 200 --cores 2 --hostname files" },
        { Office, ["qm stop 100"], "delete", "/nodes/pve1/qemu/100", ["purge=1", "destroy-unreferenced-disks=1"], "qm destroy 100 --destroy-unreferenced-disks 1 --purge 1" },
        { Office, [], "create", "/nodes/pve1/qemu/100/status/shutdown", ["forceStop=1", "timeout=60"], "qm shutdown 100 --forceStop 1 --timeout 60" },
        { Office, [], "create", "/nodes/pve1/qemu/100/status/stop", [], "qm stop 100" },
        { Cluster, [], "create", "/nodes/pve1/lxc/200/status/reboot", [], "pct reboot 200" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_line_does_what_its_call_does(string scenario, string[] before, string verb, string path, string[] parameters, string line)
    {
        var given = parameters.Select(p => p.Split('=', 2)).ToImmutableSortedDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Assert.Equal(line, CommandLineOf.Call(verb, path, given, "pve1"));
        using var called = Began(scenario, before);
        using var typed = Began(scenario, before);
        Wait(called, called.World.Clock.Now + AttemptLimits.Think);
        called.Submit(new Input.ApiCall(verb, path, given));
        Run(typed, line);
        var at = Later(called, typed);
        Wait(called, at);
        Wait(typed, at);
        Assert.Equal(World(called), World(typed));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("*/15", "'*/15'")]
    [InlineData("$HOME `x` \"y\"", "'$HOME `x` \"y\"'")]
    [InlineData("~", "'~'")]
    [InlineData("a\nb", @"$'a\nb'")]
    [InlineData("日本", "'日本'")]
    public void A_word_comes_back_from_the_shell_as_it_was(string word, string quoted)
    {
        Assert.Equal(quoted, CommandLineOf.Quoted(word));
        using var attempt = Began(Office, []);
        attempt.Submit(new Input.Line("printf '<%s>' " + quoted));
        var said = new StringBuilder();
        while (attempt.IsRunning) if (attempt.Pull() is Output.Out text) said.Append(text.Text);
        Assert.Equal($"<{word}>", said.ToString());
    }

    private static Attempt Began(string scenario, string[] lines)
    {
        var attempt = new Attempt(ScenarioLibrary.Shipped.Find(scenario));
        foreach (var line in lines) Run(attempt, line);
        return attempt;
    }

    private static void Run(Attempt attempt, string line)
    {
        attempt.Submit(new Input.Line(line));
        while (attempt.IsRunning) attempt.Pull();
    }

    private static Instant Later(Attempt one, Attempt other) => Max(one.World.Clock.Now, other.World.Clock.Now) + TimeSpan.FromMinutes(1);

    private static Instant Max(Instant one, Instant other) => one > other ? one : other;

    private static void Wait(Attempt attempt, Instant until)
    {
        attempt.Submit(new Input.Advance(until - attempt.World.Clock.Now));
        while (attempt.IsRunning) attempt.Pull();
    }

    /// <summary>The cluster's configuration, what lies on the storages, and the tasks with their outcomes.</summary>
    private static string World(Attempt attempt)
    {
        var text = new StringBuilder();
        foreach (var path in (string[])["/cluster/backup", "/cluster/replication", "/storage", "/cluster/ha/resources", "/cluster/ha/rules"]) Add(path);
        foreach (var guest in Rows(attempt.Read("/cluster/resources?type=vm")))
        {
            var one = $"/nodes/{guest["node"]}/{guest["id"]}";
            text.Append(one).Append(' ').Append(guest["status"]).AppendLine();
            Add(one + "/config");
            Add(one + "/snapshot");
        }
        foreach (var node in attempt.World.Nodes.Keys)
        {
            foreach (var storage in Rows(attempt.Read($"/nodes/{node}/storage"))) Add($"/nodes/{node}/storage/{storage["storage"]}/content");
            foreach (var task in Rows(attempt.Read($"/nodes/{node}/tasks")).Select(t => $"{t["type"]} {t["id"]} {t["status"]}").Order(StringComparer.Ordinal)) text.AppendLine(task);
        }
        return text.ToString();

        void Add(string path) => text.Append(path).AppendLine().AppendLine(Told(attempt, path));
    }

    private static string? Told(Attempt attempt, string path)
    {
        try
        {
            return attempt.Read(path)?.ToJsonString();
        }
        catch (PveException refusal)
        {
            return refusal.Message;
        }
    }

    private static IEnumerable<JsonObject> Rows(JsonNode? answer) => ((JsonArray)answer!).OfType<JsonObject>();
}
