using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>A terminal on a guest's serial port: what it prints, and a login when it is up.</summary>
internal static class SerialConsole
{
    private static readonly TimeSpan WrongPasswordDelay = TimeSpan.FromSeconds(3);

    /// <summary>Stays attached until the escape key, the end of input or the end of the machine.</summary>
    internal static IEnumerable<Step> Attach(Terminal terminal, Sim.Guests.Guest guest, string? escape)
    {
        var pid = guest.Pid;
        var position = guest.Os.Console.End;
        var left = new Leaving();
        while (guest.Pid == pid && !left.Done)
        {
            foreach (var line in guest.Os.Console.Since(position)) yield return new Step.Out(line + "\n");
            position = guest.Os.Console.End;
            if (guest.Os.Answers)
            {
                foreach (var step in Login(terminal, guest, escape, left)) yield return step;
                position = guest.Os.Answers ? guest.Os.Console.End : position;
            }
            else if (IsBusy(guest))
            {
                yield return new Step.Wait(null);
            }
            else
            {
                yield return new Step.Ask(AskKind.Line, guest.Os.Console.Prompt) { Raw = true };
                left.Check(terminal.Take(), escape);
            }
        }
        if (guest.Pid != pid)
            foreach (var line in guest.Os.Console.Since(position)) yield return new Step.Out(line + "\n");
    }

    private static bool IsBusy(Sim.Guests.Guest guest) =>
        guest.IsExecuting
        && guest.Os.Status is OsStatus.Firmware or OsStatus.BootLoader or OsStatus.Kernel or OsStatus.Services or OsStatus.ShuttingDown;

    private static IEnumerable<Step> Login(Terminal terminal, Sim.Guests.Guest guest, string? escape, Leaving left)
    {
        var boot = guest.Os.Boots;
        yield return new Step.Ask(AskKind.Line, guest.Os.Console.Prompt) { Raw = true };
        if (left.Check(terminal.Take(), escape) is not { Length: > 0 } user || guest.Os.Boots != boot || !guest.Os.Answers) yield break;
        yield return new Step.Ask(AskKind.HiddenLine, "Password: ") { Raw = true };
        if (left.Check(terminal.Take(), escape) is not { } password) yield break;
        if (GuestSession.TryLogin(guest, user.Trim(), password, "console") is not { } session)
        {
            yield return new Step.Wait(guest.Node.Clock.Now + WrongPasswordDelay);
            yield return new Step.Out("\nLogin incorrect\n");
            yield break;
        }
        yield return new Step.Out(GuestTexts.Motd(guest));
        foreach (var step in session.Interact(terminal, left, escape)) yield return step;
        if (!left.Done && guest.Os.Answers && guest.Os.Boots == boot)
            yield return new Step.Out($"\n{guest.Os.System!.OsName} {guest.Os.System.HostName} {(guest is Container ? "tty1" : "ttyS0")}\n\n");
    }
}

/// <summary>Whether somebody at a raw terminal went away: by the escape key, or because nobody types any more.</summary>
internal sealed class Leaving
{
    /// <summary>They did.</summary>
    internal bool Done { get; private set; }

    /// <summary>The line typed; null when another key was pressed.</summary>
    internal string? Check(Answer answer, string? escape)
    {
        if (answer is Answer.Line line) return line.Text;
        if (answer is Answer.Key { Name: var key } && (key == escape || key == "Ctrl+D")) Done = true;
        return null;
    }

    internal void Leave() => Done = true;
}
