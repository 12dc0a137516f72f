using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Grading;

/// <summary>What a learner has to be able to do before a real cluster is given into their hands, in the order of the work.</summary>
public enum Skill
{
    /// <summary>Settle where, when and how many backups are kept, so that there is something to come back to.</summary>
    Prepare,

    /// <summary>Take a backup that ends without error.</summary>
    BackUp,

    /// <summary>See for oneself that a backup is there and whole: its log, the listing, a check of the archive.</summary>
    Verify,

    /// <summary>Bring a guest back without harming what is there.</summary>
    Restore,

    /// <summary>Prove that what came back works, and how long it took.</summary>
    Prove,

    /// <summary>Find out why something failed, and cure it without losing what is needed.</summary>
    Diagnose,

    /// <summary>Keep a second copy on another node, and take over with it.</summary>
    Replicate,
}

/// <summary>Which skill each kind of criterion shows, and what the skills are called.</summary>
public static class Skills
{
    private static readonly ImmutableSortedDictionary<string, Skill> ByKind = new Dictionary<string, Skill>
    {
        ["all-disks-restored"] = Skill.Restore,
        ["archive-listed"] = Skill.Verify,
        ["archive-proved"] = Skill.Verify,
        ["backup-on-separate-failure-domain"] = Skill.Prepare,
        ["backup-scheduled"] = Skill.Prepare,
        ["backup-succeeded"] = Skill.BackUp,
        ["data-restored"] = Skill.Prove,
        ["failed-log-read"] = Skill.Diagnose,
        ["file-holds"] = Skill.Diagnose,
        ["file-system-free"] = Skill.Diagnose,
        ["files-kept"] = Skill.Diagnose,
        ["good-archives"] = Skill.BackUp,
        ["guest-login"] = Skill.Prove,
        ["guest-on-network"] = Skill.Prove,
        ["guest-on-node"] = Skill.Restore,
        ["guest-ping"] = Skill.Prove,
        ["guest-running"] = Skill.Prove,
        ["guest-unlocked"] = Skill.Diagnose,
        ["ha-service-state"] = Skill.Replicate,
        ["job-ran-ok"] = Skill.BackUp,
        ["never-down"] = Skill.Restore,
        ["no-address-conflict"] = Skill.Restore,
        ["no-split-brain"] = Skill.Replicate,
        ["original-untouched"] = Skill.Restore,
        ["outage-measured"] = Skill.Prove,
        ["procedure-written"] = Skill.Prepare,
        ["recovered-within"] = Skill.Restore,
        ["replica-fresh"] = Skill.Replicate,
        ["replication-healthy"] = Skill.Replicate,
        ["restore-task-ok"] = Skill.Restore,
        ["restore-time-measured"] = Skill.Prove,
        ["restored-as-other-guest"] = Skill.Restore,
        ["retention-at-least"] = Skill.Prepare,
        ["retention-at-most"] = Skill.Prepare,
        ["storage-usable"] = Skill.Diagnose,
        ["task-log-read"] = Skill.Verify,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<Skill, (string Id, LocalText Name)> Words = new Dictionary<Skill, (string, LocalText)>
    {
        [Skill.Prepare] = ("prepare", Finding.Say("備える", "prepare")),
        [Skill.BackUp] = ("back-up", Finding.Say("バックアップする", "back up")),
        [Skill.Verify] = ("verify", Finding.Say("バックアップを確かめる", "verify")),
        [Skill.Restore] = ("restore", Finding.Say("リストアする", "restore")),
        [Skill.Prove] = ("prove", Finding.Say("復旧を証明する", "prove")),
        [Skill.Diagnose] = ("diagnose", Finding.Say("原因を調べて直す", "diagnose")),
        [Skill.Replicate] = ("replicate", Finding.Say("レプリケーションする", "replicate")),
    }.ToImmutableSortedDictionary();

    /// <summary>All skills, in the order of the work.</summary>
    public static ImmutableArray<Skill> All { get; } = [.. Enum.GetValues<Skill>()];

    /// <summary>The skill that a criterion shows: what its author says, or else what its kind usually shows.</summary>
    public static Skill Of(Criterion criterion) => criterion.Skill ?? OfKind(criterion.Kind);

    /// <summary>The skill that a kind of criterion usually shows.</summary>
    public static Skill OfKind(string kind) => ByKind[kind];

    /// <summary>The skill's name for programs: <c>back-up</c>.</summary>
    public static string Id(this Skill skill) => Words[skill].Id;

    /// <summary>The skill's name for people.</summary>
    public static LocalText Name(this Skill skill) => Words[skill].Name;
}
