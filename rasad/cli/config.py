"""`rasad config`: print the configuration in force."""

import click

from rasad.cli import say, setup_of

# Ends of keys whose values are not printed.
SECRETS = ("password", "api_key", "webhook")


@click.command("config")
@click.option("--default", "default", is_flag=True, help="Print the commented defaults instead.")
@click.pass_context
def command(context: click.Context, *, default: bool) -> None:
    """Print the configuration in force as TOML; with --default, every key with its comment."""
    from rasad.config import default_text

    if default:
        # Also where the configuration in force is broken: then they are needed most.
        click.echo(default_text(), nl=False)
        return
    setup = setup_of(context)
    say(f"home: {setup.home.folder}")
    for section, values in setup.config.model_dump(mode="json").items():
        click.echo(f"[{section}]")
        for key, value in values.items():
            secret = value and key.endswith(SECRETS)
            click.echo(f"{key} = {_toml('***' if secret else value)}")
        click.echo()


def _toml(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
