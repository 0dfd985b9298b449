// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/LinkDoor.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

#include "client/links/ProtocolLink.h"
#include "config/ConfigurationUrl.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 500;  // milliseconds
constexpr qint64 longestLink = 16 * 1024;

/// The profile folder's path may be longer than a socket's name can be, so a hash stands for it.
QString nameFor(const std::filesystem::path& profileFolder) {
    std::error_code problem;
    auto folder = std::filesystem::weakly_canonical(profileFolder, problem);
    if (problem) folder = profileFolder;
    const auto hash = QCryptographicHash::hash(QByteArray::fromStdString(folder.string()),
                                               QCryptographicHash::Sha256);
    auto base = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (base.isEmpty()) base = QStandardPaths::writableLocation(QStandardPaths::TempLocation);
    return base + u"/sidetone-"_s + QString::fromLatin1(hash.toHex().left(16));
}

}  // namespace

LinkDoor::LinkDoor(const std::filesystem::path& profileFolder) : name_(nameFor(profileFolder)) {
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&server_, &QLocalServer::newConnection, this, &LinkDoor::take);
}

bool LinkDoor::hand(const QString& link) const {
    QLocalSocket socket;
    socket.connectToServer(name_);
    if (!socket.waitForConnected(patience)) return false;
    socket.write(link.toUtf8() + '\n');
    if (!socket.waitForBytesWritten(patience)) return false;
    // The other side says that it has it: a client that hangs has not.
    return socket.waitForReadyRead(patience) && socket.readAll().startsWith("taken");
}

core::Status LinkDoor::open() {
    if (server_.listen(name_)) return {};
    if (hand({})) {
        return core::fail(core::ErrorCode::Busy, "Waiting for links",
                          "another client of this profile does so already");
    }
    // What a client that was killed left behind.
    QLocalServer::removeServer(name_);
    if (server_.listen(name_)) return {};
    return core::fail(core::ErrorCode::Unavailable, "Waiting for links",
                      server_.errorString().toStdString());
}

void LinkDoor::take() {
    while (auto* socket = server_.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > longestLink) return socket->abort();
            if (!socket->canReadLine()) return;
            const auto link = QString::fromUtf8(socket->readLine()).trimmed();
            socket->write("taken\n");
            socket->flush();
            socket->disconnectFromServer();
            Q_EMIT arrived(link);
        });
    }
}

namespace {

/// Also a link with a fault in it, so that its fault is told, and it is taken for no address.
bool isLink(const std::string& word) {
    if (config::isConfigurationUrl(word)) return true;
    const auto read = client::parseLink(word);
    return read || (read.error().code == core::ErrorCode::InvalidInput &&
                    word.find(':') != std::string::npos);
}

}  // namespace

QString linkAmong(const QStringList& words) {
    for (const auto& word : words) {
        if (isLink(word.toStdString())) return word;
    }
    return {};
}

}  // namespace sidetone::apps
