namespace PveLab.Shell.Language;

/// <summary>Where an iterator puts its result.</summary>
internal sealed class Box<T>
{
    /// <summary>The result.</summary>
    public T? Content { get; set; }
}
