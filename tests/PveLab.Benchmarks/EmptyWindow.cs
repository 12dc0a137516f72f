using Terminal.Gui.App;
using Terminal.Gui.Views;

namespace PveLab.Benchmarks;

/// <summary>The least a Terminal.Gui program can be: what start-up and memory of the trainer are compared with.</summary>
internal static class EmptyWindow
{
    public const string Title = "Nothing in it";

    public static void Run()
    {
        Application.MaximumIterationsPerSecond = 60;
        using var app = Application.Create().Init();
        using var window = new Window { Title = Title };
        app.Run(window);
    }
}
