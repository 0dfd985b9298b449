# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portal on the session bus that always says yes: portal.py PICTURE FILE gives that
picture for a picture of the screen, and that file for a choice of files."""
import pathlib
import sys

from gi.repository import Gio, GLib

PATH = "/org/freedesktop/portal/desktop"
REQUEST = "org.freedesktop.portal.Request"
INTERFACES = """
<node>
  <interface name='org.freedesktop.portal.Screenshot'>
    <method name='Screenshot'>
      <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>
    </method>
  </interface>
  <interface name='org.freedesktop.portal.FileChooser'>
    <method name='OpenFile'>
      <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>
      <arg type='o' direction='out'/>
    </method>
  </interface>
</node>
"""


def main(picture, file):
    def answer(connection, sender, _path, _interface, method, parameters, invocation):
        token = parameters.unpack()[-1].get("handle_token", "token")
        request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
        if method == "Screenshot":
            results = {"uri": GLib.Variant("s", pathlib.Path(picture).as_uri())}
        else:
            results = {"uris": GLib.Variant("as", [pathlib.Path(file).as_uri()])}
        invocation.return_value(GLib.Variant("(o)", (request,)))

        def respond():
            connection.emit_signal(sender, request, REQUEST, "Response",
                                   GLib.Variant("(ua{sv})", (0, results)))
            return GLib.SOURCE_REMOVE
        # Who learns the request's name from the answer still has to listen to it.
        GLib.timeout_add(500, respond)

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
        bus.register_object(PATH, interface, answer, None, None)
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop",
                                   Gio.BusNameOwnerFlags.NONE, None, None)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(*sys.argv[1:])
