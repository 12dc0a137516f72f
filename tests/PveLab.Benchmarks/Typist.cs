using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Tui;
using PveLab.Tui.Lab;
using PveLab.Tui.Screen;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace PveLab.Benchmarks;

/// <summary>The trainer's window on the library's ANSI driver without a terminal; a key is pressed and the frame painted.</summary>
internal sealed class Typist : IDisposable
{
    private static readonly Key[] Keys =
    [
        .. Line("qm list"), .. Line("pvesm status | grep nas"), new Key("x"), new Key("y"), Key.Backspace, Key.Backspace,
        Key.F6, Key.PageDown, Key.PageDown, Key.CursorDown, Key.PageUp, Key.F6, .. Line("cat /etc/pve/storage.cfg"), .. Line("ls -l /etc"),
    ];

    private readonly LabRuntime runtime;
    private readonly IApplication app;
    private readonly LabWindow window;
    private readonly SessionToken session;
    private int pressed;

    public Typist(int width = 160, int height = 48)
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        runtime = new LabRuntime(new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test")), language => TuiApp.Lesson(null, "ch08-restore-test", language), Language.Ja);
        app = Application.Create(new VirtualTimeProvider());
        app.Init(DriverRegistry.Names.ANSI);
        app.Driver!.SetScreenSize(width, height);
        window = new LabWindow(runtime.Send, () => runtime.Model, runtime.Draw, () => Theme.Dark);
        session = app.Begin(window)!;
        app.LayoutAndDraw();
    }

    /// <summary>Presses the next key and paints what it changed; what a command prints is painted with it.</summary>
    public void Press()
    {
        app.InjectKey(Keys[pressed++ % Keys.Length]);
        if (runtime.Attempt.IsRunning) runtime.RunToRest();
        app.LayoutAndDraw();
    }

    public void Dispose()
    {
        app.End(session);
        window.Dispose();
        app.Dispose();
        runtime.Dispose();
    }

    private static IEnumerable<Key> Line(string text) => text.Select(c => new Key(c)).Append(Key.Enter);
}
