using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>A login in a guest: who, where, and what the lines typed there do.</summary>
internal sealed class GuestSession
{
    private readonly int boot;

    private GuestSession(Sim.Guests.Guest guest, string user)
    {
        Guest = guest;
        User = user;
        boot = guest.Os.Boots;
        Directory = Home;
    }

    /// <summary>The machine.</summary>
    internal Sim.Guests.Guest Guest { get; }

    /// <summary>Who is logged in.</summary>
    internal string User { get; }

    /// <summary>Their home directory.</summary>
    internal string Home => User == "root" ? "/root" : "/home/" + User;

    /// <summary>Where they are.</summary>
    internal string Directory { get; set; }

    /// <summary>Exit code of the last command.</summary>
    internal int Status { get; set; }

    /// <summary>They left with exit or logout.</summary>
    internal bool Ended { get; set; }

    /// <summary>The terminal of an interactive session.</summary>
    internal Terminal? Terminal { get; private set; }

    /// <summary>Whether the system still runs that they logged in to.</summary>
    internal bool Alive => Guest.Os.Answers && Guest.Os.Boots == boot;

    /// <summary>Logs in; null for a wrong name or password. Either is a recorded fact.</summary>
    internal static GuestSession? TryLogin(Sim.Guests.Guest guest, string user, string password, string via)
    {
        var now = guest.Node.Clock.Now;
        var facts = guest.Node.Datacenter.Facts;
        if (guest.Os.System?.Accounts.GetValueOrDefault(user) != password)
        {
            facts.Record(new GuestLoginRefused(now, guest.Vmid, guest.Node.Name, user, via));
            return null;
        }
        facts.Record(new GuestLoggedIn(now, guest.Vmid, guest.Node.Name, user, via));
        return new GuestSession(guest, user);
    }

    /// <summary>A shell of root in a container, without a login (<c>lxc-attach</c>).</summary>
    internal static GuestSession Attach(Container container) => new(container, "root");

    /// <summary>The agent acts as root; nobody logs in.</summary>
    internal static GuestSession OfAgent(Sim.Guests.Guest guest) => new(guest, "root") { Directory = "/" };

    /// <summary>Reads and runs lines until the session ends, the system goes or the terminal is left.</summary>
    internal IEnumerable<Step> Interact(Terminal terminal, Leaving left, string? escape)
    {
        Terminal = terminal;
        while (Alive && !Ended)
        {
            yield return new Step.Ask(AskKind.Line, Prompt) { Raw = true };
            var answer = terminal.Take();
            if (answer is Answer.Key { Name: "Ctrl+C" }) continue;
            if (answer is Answer.Key { Name: "Ctrl+D" } && escape != "Ctrl+D")
            {
                yield return new Step.Out("logout\n");
                yield break;
            }
            if (left.Check(answer, escape) is not { } line)
            {
                if (left.Done) yield break;
                continue;
            }
            foreach (var step in Execute(line)) yield return step;
        }
    }

    /// <summary>Runs one line.</summary>
    internal IEnumerable<Step> Execute(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            Guest.Node.Datacenter.Facts.Record(new GuestShellCommand(Guest.Node.Clock.Now, Guest.Vmid, Guest.Node.Name, User, line));
        return GuestShell.Run(this, line);
    }

    private string Prompt
    {
        get
        {
            var shown = Directory == Home ? "~" : Directory.StartsWith(Home + "/", StringComparison.Ordinal) ? "~" + Directory[Home.Length..] : Directory;
            return $"{User}@{Guest.Os.System?.HostName}:{shown}{(User == "root" ? "#" : "$")} ";
        }
    }
}
