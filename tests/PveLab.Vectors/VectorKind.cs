namespace PveLab.Vectors;

/// <summary>One kind of vectors.</summary>
/// <param name="Name">The name its files begin with.</param>
/// <param name="Keys">Keys that together appear in this kind's vectors only: how a file of another name is recognised.</param>
/// <param name="Check">Drives the product with one vector; null as long as the product does not reach the kind.</param>
public sealed record VectorKind(string Name, string[] Keys, Action<Vector, Comparison>? Check = null)
{
    /// <summary>Every kind we know of, covered or not. The order matters for the shapes: the narrower shape stands first.</summary>
    public static IReadOnlyList<VectorKind> Catalogue { get; } =
    [
        new("a_prune", ["entries", "expected", "keep"], PruneVectors.Check),
        new("b_archive_info", ["in", "info"], ArchiveVectors.Check),
        new("b_parse_volname", ["volid", "type", "ok"], VolumeNameVectors.Check),
        new("b_parse_volume_id", ["in", "storage", "volname"], VolumeIdVectors.Check),
        new("b_dir_prune", ["files", "files_left", "keep"], BackupDirectoryVectors.Check),
        new("c_upid", ["op", "in"], UpidVectors.Check),
        new("c_render", ["fn", "out"], RenderVectors.Check),
        new("c_table", ["data", "schema", "terminal"], TableVectors.Check),
        new("d_cli_args", ["command", "args"], CliArgsVectors.Check),
        new("d_property_string", ["format", "in", "printed"], FormatVectors.CheckPropertyString),
        new("d_formats", ["format", "in"], FormatVectors.Check),
        new("e_calendar", ["spec", "last"], CalendarVectors.Check),
        new("f_section_storage", ["raw", "source:PVE::Storage::Plugin"], StorageConfigVectors.Check),
        new("f_section_replication", ["raw", "source:PVE::ReplicationConfig"], ReplicationConfigVectors.Check),
        new("f_section_jobs", ["raw", "source:PVE::Job::Registry"], JobsConfigVectors.Check),
        new("g_cli_state", ["etc_pve"]),
        new("g_cli_transcripts", ["steps"], TranscriptVectors.Check),
        new("g_vm_backup_log", ["progress", "guest_log"], BackupLogVectors.Check),
        new("i_replication_sim", ["fail_pattern"], ReplicationVectors.Check),
        new("h_ha_runs", ["cmdlist"], HaVectors.Check),
    ];

    /// <summary>The kind a file holds: by its name where it begins with a kind's, else by the keys of its vectors; null for neither.</summary>
    public static VectorKind? Of(string fileName, IReadOnlyCollection<string> keys) =>
        Catalogue.Where(kind => fileName.StartsWith(kind.Name, StringComparison.Ordinal)).MaxBy(kind => kind.Name.Length)
        ?? Catalogue.FirstOrDefault(kind => kind.Keys.All(keys.Contains));
}
