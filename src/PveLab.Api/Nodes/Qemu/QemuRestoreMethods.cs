using System.Text.Json.Nodes;
using PveLab.Sim;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Making a virtual machine from a backup: the door that <c>qmrestore</c>, <c>qm create --archive</c> and pvesh go through.</summary>
public static class QemuRestoreMethods
{
    /// <summary>Restores the archive that the call names.</summary>
    /// <exception cref="PveException">Whatever the restore refuses.</exception>
    public static JsonNode? CreateFromArchive(ApiCall call) => throw new NotSimulatedException("archive", "qm create");
}
