using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Nodes.Storage;
using PveLab.Api.Storage;

namespace PveLab.Api;

/// <summary>The directory of the API: one line for each group of methods.</summary>
public static class ApiCatalogue
{
    /// <summary>Every method there is.</summary>
    public static ApiTree Tree { get; } = new(PlannedMethods.Complete(
    [
        .. QemuStatusMethods.All,
        .. QemuPowerMethods.All,
        .. QemuConfigMethods.All,
        .. QemuCreateMethods.All,
        .. QemuDestroyMethods.All,
        .. StorageMethods.All,
        .. NodeStorageMethods.All,
    ]));
}
