// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/hubCommands.h"

#include <QCoreApplication>

namespace sidetone::desktop {

std::vector<HubCommand> hubCommands() {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("sidetone::desktop::hubCommands", text);
    };
    const auto command = [&tr](const char* does, const char* words, const char* icon) {
        return HubCommand{QLatin1String(does), tr(words), QLatin1String(icon)};
    };
    return {command("new-contact", QT_TR_NOOP("New contact"), "people-plus"),
            command("contact-list", QT_TR_NOOP("Groups, import and export of contacts"), "people"),
            command("new-group", QT_TR_NOOP("New group chat"), "people-plus"),
            command("rooms", QT_TR_NOOP("Join a room"), "door"),
            command("available", QT_TR_NOOP("Set me available"), "check"),
            command("away", QT_TR_NOOP("Set me away"), "clock"),
            command("dnd", QT_TR_NOOP("Set me to do not disturb"), "bell-off"),
            command("directory", QT_TR_NOOP("Directory settings and test"), "folder"),
            command("parameters", QT_TR_NOOP("All settings"), "gear"),
            command("status", QT_TR_NOOP("Connection status"), "signal"),
            command("report", QT_TR_NOOP("Make a problem report"), "info"),
            command("theme", QT_TR_NOOP("Light or dark"), "moon"),
            command("help", QT_TR_NOOP("Keyboard shortcuts"), "keyboard"),
            command("sign-out", QT_TR_NOOP("Sign out"), "leave")};
}

}  // namespace sidetone::desktop
