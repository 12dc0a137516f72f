namespace PveLab.Sim;

/// <summary>
/// An expected failure, worded exactly as Proxmox VE words it. Faces print <see cref="Exception.Message"/> and nothing else.
/// </summary>
/// <param name="message">The text real PVE dies with, without the trailing newline.</param>
/// <param name="code">The HTTP status an API face would answer with (400, 403, …); 0 when the real code dies without one.</param>
public class PveException(string message, int code = 0) : Exception(message)
{
    /// <summary>HTTP status of the failure, 0 when it has none. Faces print it before the message when it is set.</summary>
    public int Code { get; } = code;
}
