using CsCheck;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>Draws sessions of somebody who replicates, migrates, backs up and lets HA manage guests of a cluster of three nodes that stay up.</summary>
internal static class ClusterSession
{
    private static readonly Gen<string> Machine = Gen.OneOf("100", "100", "101", "102", "103", "104", "999");
    private static readonly Gen<string> Container = Gen.OneOf("200", "201", "202");
    private static readonly Gen<string> Target = Gen.OneOf("pve1", "pve2", "pve3");
    private static readonly Gen<string> Job = Gen.OneOf("100-0", "100-1", "103-0", "104-0", "200-0", "202-0");
    private static readonly Gen<string> Service = Gen.OneOf(Machine.Select(v => "vm:" + v), Container.Select(v => "ct:" + v));

    private static readonly Gen<string> Replication =
        from job in Job
        from target in Target
        from verb in Gen.OneOf(
            "create-local-job {0} {1} --schedule '*/5'", "create-local-job {0} {1} --schedule '*/15' --rate 10", "create-local-job {0} {1}", "run --id {0}", "schedule-now {0}",
            "delete {0}", "delete {0} --force 1", "delete {0} --keep 1", "disable {0}", "enable {0}", "update {0} --schedule '*:0/2'", "status", "list", "read {0}")
        select "pvesr " + verb.Replace("{0}", job, StringComparison.Ordinal).Replace("{1}", target, StringComparison.Ordinal);

    private static readonly Gen<string> Migration = Gen.OneOf(
        Gen.Select(Machine, Target, Gen.OneOf("", "--online", "--online --with-local-disks", "--targetstorage local-lvm"), (vmid, target, more) => $"qm migrate {vmid} {target} {more}"),
        Gen.Select(Container, Target, Gen.OneOf("", "--restart", "--restart --timeout 5"), (vmid, target, more) => $"pct migrate {vmid} {target} {more}"));

    private static readonly Gen<string> Availability = Gen.Select(Service, Target, Gen.OneOf(
            "add {0}", "add {0} --state started --max_relocate 2", "set {0} --state stopped", "set {0} --state started", "set {0} --state disabled", "set {0} --state ignored",
            "migrate {0} {1}", "relocate {0} {1}", "remove {0}", "status", "config",
            "rules add node-affinity ha-{1} --resources {0} --nodes {1}", "rules add node-affinity ha-{1} --resources {0} --nodes {1} --strict 1", "rules remove ha-{1}"),
        (service, target, verb) => "ha-manager " + verb.Replace("{0}", service, StringComparison.Ordinal).Replace("{1}", target, StringComparison.Ordinal));

    private static readonly Gen<string> Guest = Gen.OneOf(
        Gen.Select(Machine, Gen.OneOf(
                "start", "stop", "shutdown", "reboot", "snapshot {0} a", "snapshot {0} b", "delsnapshot {0} a", "rollback {0} a", "listsnapshot", "destroy",
                "disk move {0} scsi0 local-lvm", "disk move {0} scsi0 local-zfs --delete", "disk resize {0} scsi0 +1G",
                "set {0} --scsi1 local-zfs:2", "set {0} --delete scsi1", "set {0} --delete unused0"),
            (vmid, verb) => "qm " + (verb.Contains("{0}", StringComparison.Ordinal) ? verb.Replace("{0}", vmid, StringComparison.Ordinal) : $"{verb} {vmid}")),
        Gen.Select(Container, Gen.OneOf("start", "stop", "shutdown", "reboot", "snapshot {0} a", "delsnapshot {0} a", "rollback {0} a", "listsnapshot", "destroy", "resize {0} rootfs +1G"),
            (vmid, verb) => "pct " + (verb.Contains("{0}", StringComparison.Ordinal) ? verb.Replace("{0}", vmid, StringComparison.Ordinal) : $"{verb} {vmid}")),
        Gen.Select(Gen.OneOf(Machine, Container), Gen.OneOf("snapshot", "suspend", "stop"), (vmid, mode) => $"vzdump {vmid} --storage nas --mode {mode} --compress zstd"),
        Gen.Select(Machine, Gen.OneOf("local-zfs", "local-lvm", "nas"), (vmid, target) =>
            $"qmrestore $(pvesm list nas --content backup | awk 'END{{print $1}}') {vmid} --storage {target} --force 1"));

    private static readonly Gen<string> Other = Gen.OneOf(
        "#! node pve1", "#! node pve2", "#! node pve3", "zfs list -t all", "zpool status", "pvecm status",
        "zfs destroy -r rpool/data/vm-100-disk-0", "zfs destroy rpool/data/vm-103-disk-0",
        "zfs snapshot rpool/data/vm-100-disk-0@mine", "zfs rollback rpool/data/vm-100-disk-0@mine", "zfs send rpool/data/vm-100-disk-0@mine | ssh pve2 zfs receive rpool/data/mine",
        "zfs list -H -o name -t snapshot | grep replicate | xargs -n 1 zfs destroy", "ssh pve2 qm list", "ssh pve3 pvesr status", "ssh pve2 zfs list -t snapshot",
        "mv /etc/pve/nodes/pve1/qemu-server/100.conf /etc/pve/nodes/pve2/qemu-server/", "mv /etc/pve/nodes/pve2/qemu-server/100.conf /etc/pve/nodes/pve1/qemu-server/",
        "rm /etc/pve/replication.cfg", "pvesh get /cluster/replication", "pvesh get /cluster/ha/status/current", "pvesh get /cluster/resources --type vm", "pvesm status", "sleep 200",
        "systemctl stop pvescheduler", "systemctl start pvescheduler", "systemctl restart pve-ha-lrm", "systemctl restart pvestatd",
        "cat /var/log/pve/replicate/100-0", "ssh pve2 reboot --help");

    private static readonly Gen<string> Line = Gen.Frequency((5, Replication), (3, Migration), (4, Availability), (4, Guest), (3, Other));

    /// <summary>Sessions of a few lines to a few dozen.</summary>
    public static Gen<Move[]> Sessions => RandomSession.Of(Line);
}
