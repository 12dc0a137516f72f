using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Backup;

/// <summary>
/// What a node tells after a backup, and whom: notifications.cfg over the built-in target <c>mail-to-root</c> and its matcher
/// (pve-manager: PVE/VZDump.pm send_notification; proxmox-rs: proxmox-notify). Mail itself is not simulated: whether it can be sent is.
/// </summary>
/// <param name="node">Who tells.</param>
/// <param name="log">Takes what the notification system says.</param>
public sealed class Notifications(Node node, Action<string> log)
{
    private const string BuiltIn = "sendmail: mail-to-root\n\tmailto-user root@pam\n\nmatcher: default-matcher\n\tmode all\n\ttarget mail-to-root\n";

    /// <summary>Tells the end of a backup task.</summary>
    /// <param name="request">What was asked for: <c>mailto</c>, <c>mailnotification</c> and <c>notification-mode</c> decide.</param>
    /// <param name="failed">Whether it is about a failure.</param>
    public void Send(VzdumpRequest request, bool failed)
    {
        var defaults = VzdumpDefaults.Of(node);
        string? Value(string key) => request[key] ?? defaults.GetValueOrDefault(key);
        var addresses = (Value("mailto") ?? "").Split([',', ';', ' ', '\0'], StringSplitOptions.RemoveEmptyEntries);
        var mode = Value("notification-mode") ?? "auto";
        if (mode == "legacy-sendmail" || (mode == "auto" && addresses.Length > 0))
        {
            if (addresses.Length > 0 && (failed || Value("mailnotification") != "failure")) log($"INFO: notified via target `<{string.Join(',', addresses)}>`");
            return;
        }
        Send("vzdump", request["job-id"], failed);
    }

    /// <summary>Tells an event to the targets of the matchers that fit it.</summary>
    /// <param name="type">What it is about: <c>vzdump</c>, <c>replication</c>.</param>
    /// <param name="job">The job it is about; null for none.</param>
    /// <param name="failed">Whether it is about a failure.</param>
    public void Send(string type, string? job, bool failed)
    {
        var sections = Read();
        foreach (var target in Targets(sections, failed, type, job)) Notify(sections, target);
    }

    private SortedDictionary<string, Section> Read()
    {
        var sections = new SortedDictionary<string, Section>(StringComparer.Ordinal);
        foreach (var text in (string[])[BuiltIn, TextOf("/notifications.cfg")])
        {
            Section? section = null;
            foreach (var line in text.Split('\n'))
            {
                if (line.Length == 0 || line[0] == '#') continue;
                var words = line.Trim().Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (words.Length == 0) continue;
                if (char.IsWhiteSpace(line[0])) section?.Values.Add((words[0], words.ElementAtOrDefault(1) ?? ""));
                else if (words[0].EndsWith(':') && words.Length == 2) sections[words[1]] = section = new Section(words[0][..^1], words[1]);
            }
        }
        return sections;
    }

    private SortedSet<string> Targets(SortedDictionary<string, Section> sections, bool failed, string type, string? job)
    {
        var targets = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var matcher in sections.Values.Where(s => s.Type == "matcher"))
        {
            if (matcher.Is("disable")) log($"INFO: skipping disabled matcher '{matcher.Name}'");
            else if (Matches(matcher, failed, type, job)) targets.UnionWith(matcher.All("target"));
        }
        return targets;
    }

    /// <summary>Whether a matcher's rules hold, all of them or one (proxmox-notify: src/matcher.rs). A day or an hour always fits.</summary>
    private bool Matches(Section matcher, bool failed, string type, string? job)
    {
        var rules = matcher.All("match-severity").Select(s => s.Split(',').Any(one => one.Trim() == (failed ? "error" : "info")))
            .Concat(matcher.All("match-field").Select(f => MatchesField(f, type, job)))
            .Concat(matcher.All("match-calendar").Select(_ => true)).ToList();
        var holds = rules.Count == 0 || (matcher["mode"] == "any" ? rules.Contains(true) : !rules.Contains(false));
        return holds != matcher.Is("invert-match");
    }

    private bool MatchesField(string rule, string type, string? job)
    {
        if (rule.Split(':', 2) is not [var kind, var rest] || rest.Split('=', 2) is not [var field, var wanted]) return false;
        var value = field switch
        {
            "type" => type,
            "hostname" => node.Name,
            "job-id" => job,
            _ => null,
        };
        if (value is null) return false;
        return kind == "exact" ? wanted.Split(',').Contains(value)
            : kind == "regex" && Regex.IsMatch(value, wanted, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private void Notify(SortedDictionary<string, Section> sections, string name)
    {
        if (sections.GetValueOrDefault(name) is not { Type: not "matcher" } target)
            log($"ERROR: could not notify via target '{name}', it does not exist");
        else if (target.Is("disable"))
            log($"INFO: skipping disabled target '{name}'");
        else
            log(Complaint(target) is { } problem ? $"ERROR: could not notify via target `{name}`: could not notify via endpoint(s): {name}: {problem}"
                : $"INFO: notified via target `{name}`");
    }

    private string? Complaint(Section target) => target.Type switch
    {
        "sendmail" => Recipients(target) == 0 ? "no recipients provided for the mail, cannot send it." : null,
        "smtp" => SmtpComplaint(target),
        _ => $"PveLab: targets of type '{target.Type}' are not simulated",
    };

    private int Recipients(Section target) => target.All("mailto").Count() + target.All("mailto-user").Count(u => AddressOf(u).Length > 0);

    /// <summary>The mail address of a user in user.cfg (proxmox-notify: src/context/pve.rs lookup_mail_address).</summary>
    private string AddressOf(string user) =>
        TextOf("/user.cfg").Split('\n').Select(l => l.Split(':'))
            .Where(f => f.Length > 6 && f[0].Trim() == "user" && f[1].Trim() == user).Select(f => f[6].Trim()).FirstOrDefault() ?? "";

    /// <summary>No machine of the lab is a mail server: a relay outside, or one that answers nothing, cannot be reached.</summary>
    private string? SmtpComplaint(Section target)
    {
        var server = target["server"] ?? "";
        var host = node.Datacenter.Hosts.Values.FirstOrDefault(h => h.Address == server || h.Name == server);
        if (host is null && !server.All(c => char.IsAsciiDigit(c) || c == '.'))
            return "Connection error: failed to lookup address information: Name or service not known";
        return host is { OnNetwork: true } ? "Connection error: Connection refused (os error 111)" : "Connection error: No route to host (os error 113)";
    }

    private string TextOf(string path) => node.Datacenter.Cluster.Find(path) is TextFile file ? file.Text : "";

    private sealed record Section(string Type, string Name)
    {
        public List<(string Key, string Value)> Values { get; } = [];

        public string? this[string key] => Values.Find(v => v.Key == key).Value;

        public IEnumerable<string> All(string key) => Values.Where(v => v.Key == key).Select(v => v.Value);

        public bool Is(string key) => this[key] is "1" or "true" or "yes" or "on";
    }
}
