using System.IO.Pipes;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Time;

namespace PveLab.Tui.Screen;

/// <summary>
/// The library's ANSI input, but for waiting: it looks for keys fifty times a second, which costs an idle trainer four per cent of a core; this one sleeps
/// in the kernel until the terminal has something to read. On Windows it looks as the library does.
/// </summary>
/// <param name="arrived">Told after something was read, on the thread that reads.</param>
public sealed class PatientInput(Action arrived) : AnsiInput, IInput<char>
{
    private const short Readable = 1;
    private const short NotToBeAsked = 0x20;

    private readonly AnonymousPipeServerStream? end = OperatingSystem.IsWindows() ? null : new AnonymousPipeServerStream(PipeDirection.Out);

    /// <summary>An application on this input. The library builds its input itself and lets only its own tests say which.</summary>
    public static IApplication Application(Action arrived) => (IApplication)WithFactory(new AnsiComponentFactory(new PatientInput(arrived)), new SystemTimeProvider());

    /// <inheritdoc />
    void IInput<char>.Run(CancellationToken runCancellationToken)
    {
        using var woken = runCancellationToken.Register(() => end?.WriteByte(0));
        Run(runCancellationToken);
    }

    /// <summary>Sleeps until there is something to read, or the input is to end.</summary>
    public override bool Peek()
    {
        if (end is not null)
        {
            Awaited[] both = [new(0), new((int)end.ClientSafePipeHandle.DangerousGetHandle())];
            // A terminal that is gone stays readable, of nothing: the library's loop then goes on in its own time. So it does on a system whose poll knows no terminals.
            if (Wait(both, (uint)both.Length, -1) <= 0 || both[0].Found is not (Readable or NotToBeAsked)) return false;
        }
        return base.Peek();
    }

    /// <inheritdoc />
    public override IEnumerable<char> Read()
    {
        foreach (var letter in base.Read()) yield return letter;
        arrived();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        end?.Dispose();
        base.Dispose();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Terminal.Gui.App.ApplicationImpl, Terminal.Gui")]
    private static extern object WithFactory(IComponentFactory factory, ITimeProvider time);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait([In, Out] Awaited[] descriptors, nuint count, int milliseconds);

    /// <summary>What <c>poll(2)</c> waits for, and what it found.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Awaited(int Descriptor, short Wanted = Readable, short Found = 0);
}
