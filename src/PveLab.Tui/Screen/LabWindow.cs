using System.Drawing;
using System.Text;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using Terminal.Gui.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace PveLab.Tui.Screen;

/// <summary>
/// The one place that touches the terminal library: it turns keys, mouse and size into messages, and paints the frame that
/// the views made. It has no state of its own but the drag of the divider.
/// </summary>
public sealed class LabWindow : Window
{
    private static readonly string[] Letters = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    private readonly Action<LabMessage> send;
    private readonly Func<Frame> draw;
    private readonly Func<LabModel?> model;
    private readonly Func<Theme> theme;
    private Theme? shown;
    private readonly List<Row> painted = [];
    private IDriver? screen;
    private bool dragging;

    /// <summary>A window that sends messages and paints frames.</summary>
    public LabWindow(Action<LabMessage> send, Func<LabModel?> model, Func<Frame> draw, Func<Theme> theme)
    {
        this.send = send;
        this.model = model;
        this.draw = draw;
        this.theme = theme;
        BorderStyle = LineStyle.None;
        Width = Dim.Fill();
        Height = Dim.Fill();
        CanFocus = true;
    }

    /// <inheritdoc />
    protected override bool OnKeyDown(Key key)
    {
        if (KeyNames.Message(key) is { } message) Send(message);
        return true;
    }

    /// <summary>Takes pasted text as the terminal delivered it: the library's own way to a view joins its lines.</summary>
    public void TakePaste(object? sender, PasteEventArgs paste)
    {
        paste.Handled = true;
        Send(new LabMessage.Pasted(paste.Text));
    }

    /// <inheritdoc />
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Position is not { } at) return false;
        if (mouse.Flags.HasFlag(MouseFlags.WheeledDown)) Send(new LabMessage.Wheeled(at.X, at.Y, 3));
        else if (mouse.Flags.HasFlag(MouseFlags.WheeledUp)) Send(new LabMessage.Wheeled(at.X, at.Y, -3));
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonReleased)) dragging = false;
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonPressed)) Press(at);
        else return false;
        return true;
    }

    private void Press(Point at)
    {
        if (!dragging && at.X == model()?.Places.Divider) dragging = true;
        else if (dragging) Send(new LabMessage.Dragged(at.X));
        else Send(new LabMessage.Clicked(at.X, at.Y));
    }

    /// <inheritdoc />
    protected override void OnFrameChanged(in Rectangle frame)
    {
        base.OnFrameChanged(frame);
        painted.Clear();
        if (frame.Width > 0 && frame.Height > 0) Send(new LabMessage.Resized(frame.Width, frame.Height));
    }

    /// <summary>A frame covers the whole window, so the library need not blank it first.</summary>
    protected override bool OnClearingViewport() => true;

    /// <summary>Paints what differs from what stands on the screen: a key then costs a few cells, not all of them.</summary>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        Watch();
        if (theme() is var wanted && wanted != shown) painted.Clear();
        shown = wanted;
        var frame = draw();
        for (var i = 0; i < frame.Rows.Count && i < Viewport.Height; i++)
        {
            var row = frame.Rows[i];
            Paint(row, i < painted.Count ? painted[i] : null, i);
            if (i < painted.Count) painted[i] = row;
            else painted.Add(row);
        }
        Cursor = frame.Cursor is { } at
            ? new Cursor { Position = ViewportToScreen(new Point(at.Column, at.Row)), Style = CursorStyle.SteadyBlock }
            : new Cursor();
        return true;
    }

    /// <summary>The screen forgets what was painted when the terminal is resized or given back after a suspension.</summary>
    private void Watch()
    {
        if (screen is not null || App?.Driver is not { } driver) return;
        screen = driver;
        screen.ClearedContents += Forget;
    }

    private void Forget(object? sender, EventArgs cleared) => painted.Clear();

    private void Paint(Row row, Row? old, int at)
    {
        var (first, end, column) = row.Changes(old);
        for (var i = first; i < end; i++)
        {
            Put(row.Runs[i], column, at);
            column += DisplayWidth.Of(row.Runs[i].Text);
        }
    }

    /// <summary>
    /// Puts a piece on the screen. Plain letters go straight into the library's buffer: it measures what it adds letter by letter, and a page of
    /// that costs more than a key may.
    /// </summary>
    private void Put(Run run, int column, int row)
    {
        var ink = shown![run.Ink];
        if (Ascii.IsValid(run.Text) && App?.Driver?.GetOutputBuffer() is { Contents: { } cells } buffer && ViewportToScreen(new Point(column, row)) is var at
            && at.Y < buffer.Rows && at.X + run.Text.Length <= buffer.Cols)
        {
            buffer.DirtyLines[at.Y] = true;
            for (var i = 0; i < run.Text.Length; i++) cells[at.Y, at.X + i] = new Cell(ink, true, Letters[run.Text[i]]);
            return;
        }
        Move(column, row);
        SetAttribute(ink);
        AddStr(run.Text);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (screen is not null) screen.ClearedContents -= Forget;
        base.Dispose(disposing);
    }

    private void Send(LabMessage message)
    {
        send(message);
        SetNeedsDraw();
    }
}
