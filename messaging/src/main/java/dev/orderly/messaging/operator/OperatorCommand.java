package dev.orderly.messaging.operator;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;

/// A command on a service's database for what some services only have, such as sagas or letters.
public abstract class OperatorCommand extends SiteCommand {

    protected OperatorCommand(Site.Finder finder) {
        super(finder);
    }

    protected abstract ExitCode perform(Site site, Output output) throws Exception;

    @Override
    public final ExitCode run(Site site, Output output) throws Exception {
        return perform(site, output);
    }
}
