namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of every kind of place, in the order of the real interface's list (pve-manager: www/manager6/*/Config.js, storage/Browser.js).</summary>
public static class PageCatalogue
{
    /// <summary>The pages a place has.</summary>
    public static IReadOnlyList<Page> Of(Place place) => [.. All(place.Kind).Where(page => page.Has(place))];

    /// <summary>The pages of a kind.</summary>
    public static IReadOnlyList<Page> All(PlaceKind kind) => kind switch
    {
        PlaceKind.Datacenter => DatacenterPages.All,
        PlaceKind.Node => NodePages.All,
        PlaceKind.Storage => StoragePages.All,
        PlaceKind.Pool => PoolPages.All,
        PlaceKind.Lxc => GuestPages.Container,
        _ => GuestPages.VirtualMachine,
    };
}
