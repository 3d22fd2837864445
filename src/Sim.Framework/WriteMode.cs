namespace Sim.Framework;

/// <summary>What to do where there may be a dataset already.</summary>
public enum WriteMode
{
    /// <summary>Writes a new dataset, and refuses a folder that has one.</summary>
    New,

    /// <summary>Replaces the dataset that is there.</summary>
    Overwrite,

    /// <summary>Continues the dataset that is there, or starts one: parts that are complete and valid are kept, the others computed. A dataset of another plan is refused.</summary>
    Resume,

    /// <summary>Computes nothing: checks that every part is there, as shards leave them, and writes the end of the manifest.</summary>
    Finish,
}
