using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Nobody is told how the backups went: the administrator has no mail address, the target does not exist, or its mail server does not answer. Backups
/// themselves work; it shows only in their logs.
/// </summary>
public sealed record NotificationFailing : Fault
{
    private const string Configuration = "/notifications.cfg";
    private const string Users = "/user.cfg";
    private static readonly string[] Reasons = ["address", "server", "target"];

    /// <summary>What is wrong: <c>address</c> (root@pam has none), <c>server</c> (the mail relay does not answer) or <c>target</c> (it is not defined).</summary>
    public string Reason { get; init; } = "address";

    /// <summary>Name of the target, for <c>server</c> and <c>target</c>.</summary>
    public string Target { get; init; } = "office-mail";

    /// <summary>The mail relay, for <c>server</c>.</summary>
    public string Server { get; init; } = "mail.example.com";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (!Reasons.Contains(Reason)) yield return new FaultProblem("reason", $"'{Reason}' is unknown", Reason, Reasons);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var files = site.World.Cluster;
        var (path, text) = Reason == "address" ? (Users, WithoutAddress(TextOf(files, Users))) : (Configuration, TextOf(files, Configuration) + Sections());
        var before = files.Exists(path) ? files.ReadText(path) : null;
        files.WriteText(path, text);
        return () =>
        {
            // What somebody else has changed meanwhile is theirs.
            if (!files.Exists(path) || files.ReadText(path) != text) return;
            if (before is null) files.Remove(path);
            else files.WriteText(path, before);
        };
    }

    private string Sections() => (Reason == "server" ? $"smtp: {Target}\n\tfrom-address pve@example.com\n\tmailto-user root@pam\n\tmode tls\n\tserver {Server}\n\n" : "")
        + $"matcher: default-matcher\n\tmode all\n\ttarget {Target}\n";

    private static string WithoutAddress(string users) => string.Join('\n', users.Split('\n').Select(line =>
    {
        var fields = line.Split(':');
        if (fields.Length > 6 && fields[0] == "user" && fields[1] == "root@pam") fields[6] = "";
        return string.Join(':', fields);
    }));

    private static string TextOf(FileTree files, string path) => files.Exists(path) ? files.ReadText(path) : "";
}
