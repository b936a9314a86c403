"""Where to read on about a domain: what a resource is, who it is for, and the address that it had. Pure."""

from collections.abc import Iterable

from pydantic import Field, model_validator

from sessions.material import Material, Slug, Source, Text, refuse_doubled


class Resource(Material):
    """One thing to read, use or join."""

    id: Text
    """Stable for ever: `resources/kings-fund`."""
    name: Text
    domains: tuple[Text, ...] = Field(min_length=1)
    """Keys of the sections of packs that it belongs to: `icbo/d2`."""
    what: Text
    who: Text
    """Who it is for."""
    since: str = ""
    """What has become of a body or programme that it names; empty where nothing has."""
    addresses: tuple[Text, ...] = ()
    """As they were in the year of `Resources.as_of`. Never followed by the program."""


class Resources(Material):
    """All resources, each id once."""

    id: Slug
    edition: Text
    name: Text
    about: Text
    as_of: int = Field(ge=1900, le=2200)
    """Year of which the addresses are."""
    source: Source
    resources: tuple[Resource, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> "Resources":
        refuse_doubled("resource id", (resource.id for resource in self.resources))
        return self

    def of(self, domain: str) -> tuple[Resource, ...]:
        """The resources of a domain, by the key of its section."""
        return tuple(resource for resource in self.resources if domain in resource.domains)

    def where(self, resource: Resource) -> str:
        """ "www.kingsfund.org.uk (as of 2018)"."""
        return f"{', '.join(resource.addresses)} (as of {self.as_of})"


def find(known: Iterable[Resource], typed: str) -> tuple[Resource, ...]:
    """The resources with every typed word in them, in any case; first those with all in the name."""
    words = typed.casefold().split()
    fitting = [resource for resource in known if _has(resource, words)]
    return tuple(sorted(fitting, key=lambda resource: not all(w in resource.name.casefold() for w in words)))


def _has(resource: Resource, words: list[str]) -> bool:
    whole = " ".join((resource.name, resource.what, resource.who, *resource.addresses)).casefold()
    return all(word in whole for word in words)
