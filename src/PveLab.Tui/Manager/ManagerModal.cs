using System.Collections.Immutable;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>What lies over the manager and has the keys until it is closed.</summary>
public abstract record ManagerModal
{
    private ManagerModal()
    {
    }

    /// <summary>A question before something is done.</summary>
    /// <param name="Text">The question.</param>
    /// <param name="Writes">What is done on yes.</param>
    /// <param name="Yes">Whether yes is chosen.</param>
    public sealed record Ask(string Text, ImmutableArray<ApiWrite> Writes, bool Yes = true) : ManagerModal;

    /// <summary>Something went wrong: the words of the API.</summary>
    public sealed record Refusal(string Text) : ManagerModal;

    /// <summary>A menu below a button.</summary>
    /// <param name="Title">Its label.</param>
    /// <param name="Items">Its buttons.</param>
    /// <param name="Chosen">The chosen one.</param>
    public sealed record Menu(string Title, IReadOnlyList<PageButton> Items, int Chosen = 0) : ManagerModal;

    /// <summary>A text that the API answers to a path.</summary>
    /// <param name="Title">Its label.</param>
    /// <param name="Path">The path.</param>
    /// <param name="Top">The first line shown.</param>
    public sealed record Show(string Title, string Path, int Top = 0) : ManagerModal;

    /// <summary>The task viewer.</summary>
    /// <param name="Upid">The task.</param>
    /// <param name="Lines">The log as far as it was read.</param>
    public sealed record Task(Sim.Tasks.Upid Upid, ImmutableList<string> Lines) : ManagerModal
    {
        /// <summary>Whether the Status tab shows instead of Output.</summary>
        public bool IsStatus { get; init; }

        /// <summary>The first line shown; null to follow the end.</summary>
        public int? Top { get; init; }

        /// <summary>What the status path answered last: <c>running</c> or <c>stopped</c>; null before that.</summary>
        public string? Status { get; init; }

        /// <summary>The path of the task in the API.</summary>
        public string Path => $"/nodes/{Upid.Node}/tasks/{Upid.Encode()}";
    }

    /// <summary>A dialog whose answers are being read.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Context">What it is about.</param>
    public sealed record Opening(string Id, DialogContext Context) : ManagerModal;

    /// <summary>A dialog.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Context">What it is about.</param>
    /// <param name="Model">The form.</param>
    /// <param name="Reads">The paths it waits for.</param>
    public sealed record Form(string Id, DialogContext Context, Forms.FormModel Model, IReadOnlyList<string> Reads) : ManagerModal;
}
