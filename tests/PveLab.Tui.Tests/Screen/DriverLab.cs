using System.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Screen;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace PveLab.Tui.Tests.Screen;

/// <summary>The same lab behind the library's real ANSI driver: keys and mouse go in as the terminal sends them, the screen is what came out.</summary>
internal sealed class DriverLab : TestLab
{
    private readonly IApplication app = Application.Create(new VirtualTimeProvider());
    private readonly LabWindow window;
    private readonly SessionToken token;
    private (LabModel? Model, string Text) drawn;

    public DriverLab(int width, int height, Language language = Language.En)
        : base(width, height, language)
    {
        app.Init(DriverRegistry.Names.ANSI);
        app.Driver!.SetScreenSize(width, height);
        window = new LabWindow(Runtime.Send, () => Model, Runtime.Draw, () => Theme.Dark);
        token = app.Begin(window)!;
    }

    /// <summary>What the terminal shows; drawn anew only when there is something new to draw, as in life.</summary>
    public override string Screen
    {
        get
        {
            if (ReferenceEquals(drawn.Model, Model)) return drawn.Text;
            window.SetNeedsDraw();
            app.LayoutAndDraw();
            drawn = (Model, string.Join('\n', app.Driver!.ToString()!.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())));
            return drawn.Text;
        }
    }

    public override void Point(int column, int row) => app.InjectSequence(InputInjectionExtensions.LeftButtonClick(new Point(column, row)));

    public override void Wheel(int column, int row, bool down) =>
        app.InjectMouse(new Mouse { ScreenPosition = new Point(column, row), Flags = down ? MouseFlags.WheeledDown : MouseFlags.WheeledUp });

    protected override void Key(string key) => app.InjectKey(key.Length == 1 ? new Key(key[0]) : new Key(key));

    protected override void Dispose(bool disposing)
    {
        app.End(token);
        window.Dispose();
        app.Dispose();
        base.Dispose(disposing);
    }
}
