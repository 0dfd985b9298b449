// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socketReason.h"

#include "core/Result.h"
#include "core/text.h"

namespace sidetone::net {

core::Error socketReason(const QAbstractSocket& socket, std::string tried) {
    using core::ErrorCode;
    switch (socket.error()) {
        case QAbstractSocket::ConnectionRefusedError:
            return core::fail(ErrorCode::Refused, std::move(tried),
                              "the connection was refused, nothing is running on this port",
                              "Ask your administrator whether the server is running.");
        case QAbstractSocket::RemoteHostClosedError:
            return core::fail(ErrorCode::Unavailable, std::move(tried),
                              "the server closed the connection");
        case QAbstractSocket::SocketTimeoutError:
            return core::fail(ErrorCode::Timeout, std::move(tried), "the server does not answer",
                              "Check the network connection.");
        default:
            return core::fail(ErrorCode::Unreachable, std::move(tried),
                              core::printable(socket.errorString().toStdString(), 200),
                              "Check the network connection.");
    }
}

}  // namespace sidetone::net
