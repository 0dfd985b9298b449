// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <filesystem>

#include "core/Result.h"

namespace sidetone::apps {

/// Where a link that was opened elsewhere (a mail, a web page) reaches the client that already runs
/// in this profile (DISC-22): a local socket that only this person can open.
///
/// A program that was started with a link first calls hand(): where that gives true, a running
/// client has taken the link and the program ends. Otherwise it starts, calls open(), and gives its
/// link to Client::openLink itself. Protocol thread; hand() waits, for half a second at most.
class LinkDoor : public QObject {
    Q_OBJECT
public:
    explicit LinkDoor(const std::filesystem::path& profileFolder);

    /// True where a running client took the link. An empty link only brings it to the front.
    [[nodiscard]] bool hand(const QString& link) const;
    /// From now on links arrive here. Busy where another client of the profile listens.
    [[nodiscard]] core::Status open();

Q_SIGNALS:
    /// A link, or an empty text: somebody started the program a second time.
    void arrived(const QString& link);

private:
    void take();

    QString name_;
    QLocalServer server_;
};

/// The word among the program's arguments that is a link, of a configuration or of another program,
/// even one that cannot be followed; empty where there is none.
[[nodiscard]] QString linkAmong(const QStringList& words);

}  // namespace sidetone::apps
