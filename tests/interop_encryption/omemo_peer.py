#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person whose program is python-omemo on slixmpp: an implementation of OMEMO with no line in
common with libomemo-c.

  omemo_peer.py ADDRESS PASSWORD-FILE HOST:PORT CA-FILE omemo|legacy

It prints "ready", then "received SCHEME FINGERPRINT TEXT" for what it can read and "failed WHY" for
what it cannot. A line "send ADDRESS TEXT" on its input is encrypted and sent, "quit" ends it.
"""
import asyncio
import sys
import xml.etree.ElementTree as ET

import oldmemo
import oldmemo.etree
import omemo
import twomemo
import twomemo.etree
from omemo.storage import Just, Nothing, Storage
from omemo.types import TrustLevel
from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError

NEW = twomemo.twomemo.NAMESPACE
OLD = oldmemo.oldmemo.NAMESPACE
PUBSUB = "{http://jabber.org/protocol/pubsub}"
SCE = "{urn:xmpp:sce:1}"


class Memory(Storage):
    """Keeps everything until the program ends."""

    def __init__(self):
        super().__init__(True)
        self.values = {}

    async def _load(self, key):
        return Just(self.values[key]) if key in self.values else Nothing()

    async def _store(self, key, value):
        self.values[key] = value

    async def _delete(self, key):
        self.values.pop(key, None)


def say(line):
    print(line, flush=True)


def list_node(namespace):
    return NEW + ":devices" if namespace == NEW else OLD + ".devicelist"


def bundle_node(namespace, device):
    return NEW + ":bundles" if namespace == NEW else f"{OLD}.bundles:{device}"


class Peer(ClientXMPP):
    """The connection, and nodes of accounts."""

    def __init__(self, address, password, ca_file, scheme):
        super().__init__(address, password)
        self.ca_certs = ca_file
        self.namespace = NEW if scheme == "omemo" else OLD
        self.etree = twomemo.etree if scheme == "omemo" else oldmemo.etree
        self.manager = None
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.took)
        self.add_event_handler("failed_auth", lambda _: say("failed sign-in"))
        self.register_plugin("xep_0030")

    async def publish(self, node, item, payload, many=False):
        iq = self.make_iq_set()
        pubsub = ET.Element(PUBSUB + "pubsub")
        publish = ET.SubElement(pubsub, PUBSUB + "publish", {"node": node})
        ET.SubElement(publish, PUBSUB + "item", {"id": item}).append(payload)
        options = ET.SubElement(pubsub, PUBSUB + "publish-options")
        form = ET.SubElement(options, "{jabber:x:data}x", {"type": "submit"})
        values = {"FORM_TYPE": "http://jabber.org/protocol/pubsub#publish-options",
                  "pubsub#persist_items": "true", "pubsub#access_model": "open"}
        if many:
            values["pubsub#max_items"] = "max"
        for name, value in values.items():
            field = ET.SubElement(form, "{jabber:x:data}field", {"var": name})
            ET.SubElement(field, "{jabber:x:data}value").text = value
        iq.append(pubsub)
        await iq.send()

    async def fetch(self, owner, node, item=None):
        iq = self.make_iq_get(ito=owner)
        pubsub = ET.Element(PUBSUB + "pubsub")
        items = ET.SubElement(pubsub, PUBSUB + "items", {"node": node})
        if item is not None:
            ET.SubElement(items, PUBSUB + "item", {"id": item})
        iq.append(pubsub)
        answer = await iq.send()
        found = answer.xml.findall(f".//{PUBSUB}item")
        return list(found[-1])[0] if found and len(found[-1]) else None

    async def started(self, _):
        self.send_presence()
        backend = (twomemo if self.namespace == NEW else oldmemo)
        module = backend.twomemo.Twomemo if self.namespace == NEW else backend.oldmemo.Oldmemo
        storage = Memory()
        self.manager = await make_manager(self).create(
            [module(storage)], storage, self.boundjid.bare, "python", TrustLevel.UNDECIDED.name)
        await self.manager.after_history_sync()
        say("ready")

    async def took(self, stanza):
        element = stanza.xml.find(f"{{{self.namespace}}}encrypted")
        if element is None or self.manager is None:
            return
        sender = stanza["from"].bare
        try:
            if self.namespace == NEW:
                message = twomemo.etree.parse_message(element, sender)
            else:
                message = await oldmemo.etree.parse_message(
                    element, sender, self.boundjid.bare, self.manager)
            plain, device, _ = await self.manager.decrypt(message)
        except Exception as error:  # whatever it was, the test wants to read of it
            say(f"failed {type(error).__name__} {error}".replace("\n", " "))
            return
        if plain is None:
            return
        text = plain.decode()
        if self.namespace == NEW:
            text = ET.fromstring(text).find(f"{SCE}content/{{jabber:client}}body").text
        key = "".join(self.manager.format_identity_key(device.identity_key))
        say(f"received {self.namespace} {key} {text}")

    async def say_to(self, peer, text):
        plain = text
        if self.namespace == NEW:
            envelope = ET.Element(SCE + "envelope")
            content = ET.SubElement(envelope, SCE + "content")
            ET.SubElement(content, "{jabber:client}body").text = text
            ET.SubElement(envelope, SCE + "rpad").text = "x" * 20
            ET.SubElement(envelope, SCE + "from", {"jid": self.boundjid.bare})
            plain = ET.tostring(envelope, encoding="unicode")
        await self.manager.refresh_device_list(self.namespace, peer)
        messages, errors = await self.manager.encrypt(
            frozenset({peer}), {self.namespace: plain.encode()})
        for error in errors:
            say(f"failed {type(error).__name__} {error}".replace("\n", " "))
        for message in messages:
            self.transmit(message, peer)

    def transmit(self, message, peer):
        stanza = self.make_message(mto=peer, mtype="chat")
        stanza.append(self.etree.serialize_message(message))
        stanza.append(ET.Element("{urn:xmpp:hints}store"))
        stanza.send()


def make_manager(peer):
    """The library's manager, talking through this connection."""

    class Manager(omemo.SessionManager):
        @staticmethod
        async def _upload_bundle(bundle):
            await peer.publish(bundle_node(bundle.namespace, bundle.device_id),
                               str(bundle.device_id) if bundle.namespace == NEW else "current",
                               peer.etree.serialize_bundle(bundle), bundle.namespace == NEW)

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            item = str(device_id) if namespace == NEW else None
            try:
                element = await peer.fetch(bare_jid, bundle_node(namespace, device_id), item)
            except IqError as error:
                raise omemo.BundleNotFound(str(error)) from error
            return peer.etree.parse_bundle(element, bare_jid, device_id)

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            pass

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            await peer.publish(list_node(namespace), "current",
                               peer.etree.serialize_device_list(device_list))

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            try:
                element = await peer.fetch(bare_jid, list_node(namespace))
            except IqError:
                return {}
            return peer.etree.parse_device_list(element) if element is not None else {}

        async def _evaluate_custom_trust_level(self, device):
            return TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            pass

        @staticmethod
        async def _send_message(message, bare_jid):
            peer.transmit(message, bare_jid)

    return Manager


async def read_commands(peer):
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().rstrip("\n"):
        words = line.split(" ", 2)
        if words[0] == "quit":
            break
        try:
            await peer.say_to(words[1], words[2])
            say("sent")
        except Exception as error:
            say(f"failed {type(error).__name__} {error}".replace("\n", " "))
    peer.disconnect()
    await asyncio.sleep(0.5)
    loop.stop()


def main():
    address, password_file, server, ca_file, scheme = sys.argv[1:]
    with open(password_file, encoding="utf-8") as file:
        password = file.readline().rstrip("\n")
    peer = Peer(address, password, ca_file, scheme)
    host, port = server.rsplit(":", 1)
    peer.connect((host, int(port)))
    # The loop itself holds its tasks weakly.
    peer.commands = peer.loop.create_task(read_commands(peer))
    peer.loop.run_forever()


main()
