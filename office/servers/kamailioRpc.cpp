// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/kamailioRpc.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <cerrno>
#include <cstring>

namespace sidetone::office {

namespace {

sockaddr_un addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

/// A datagram socket with a name of its own, so that Kamailio can answer.
class NamedSocket {
public:
    explicit NamedSocket(std::string path)
        : path_(std::move(path)), descriptor_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        const timeval limit{1, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        ::unlink(path_.c_str());
        const sockaddr_un address = addressOf(path_);
        bound_ =
            ::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~NamedSocket() {
        ::close(descriptor_);
        ::unlink(path_.c_str());
    }
    NamedSocket(const NamedSocket&) = delete;
    NamedSocket& operator=(const NamedSocket&) = delete;

    [[nodiscard]] bool send(const std::string& to, const QByteArray& message) const {
        const sockaddr_un address = addressOf(to);
        return bound_ &&
               ::sendto(descriptor_, message.data(), static_cast<std::size_t>(message.size()), 0,
                        reinterpret_cast<const sockaddr*>(&address), sizeof address) >= 0;
    }
    [[nodiscard]] QByteArray receive() const {
        std::array<char, 65536> buffer{};
        const ssize_t count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
        return count <= 0 ? QByteArray() : QByteArray(buffer.data(), static_cast<int>(count));
    }

private:
    std::string path_;
    int descriptor_;
    bool bound_ = false;
};

}  // namespace

core::Status callKamailio(const std::string& folder, std::string_view method,
                          const std::vector<std::string>& parameters) {
    const std::string tried = "Telling Kamailio " + std::string(method);
    QJsonArray values;
    for (const std::string& parameter : parameters) {
        values.append(QString::fromStdString(parameter));
    }
    const QJsonObject request{
        {QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
        {QStringLiteral("method"),
         QString::fromUtf8(method.data(), static_cast<int>(method.size()))},
        {QStringLiteral("params"), values},
        {QStringLiteral("id"), 1},
    };
    const NamedSocket socket(folder + "/answer.sock");
    if (!socket.send(folder + "/rpc.sock", QJsonDocument(request).toJson(QJsonDocument::Compact))) {
        return core::fail(core::ErrorCode::Unreachable, tried, std::strerror(errno));
    }
    const QJsonObject answer = QJsonDocument::fromJson(socket.receive()).object();
    if (answer.contains(QStringLiteral("result"))) return {};
    const QJsonObject error = answer[QStringLiteral("error")].toObject();
    const QString message = error[QStringLiteral("message")].toString();
    return core::fail(core::ErrorCode::Unavailable, tried,
                      message.isEmpty() ? "no answer" : message.toStdString());
}

}  // namespace sidetone::office
