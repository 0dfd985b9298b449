// SPDX-License-Identifier: GPL-3.0-or-later
#include "WebClient.h"

#include <QSslCertificate>
#include <QSslConfiguration>

#include "core/text.h"

namespace sidetone::test {
namespace {

constexpr int patience = 20'000;

}  // namespace

WebClient::WebClient(const std::string& address, int port)
    : socket_(std::make_unique<QSslSocket>()) {
    socket_->connectToHost(QString::fromStdString(address), static_cast<quint16>(port));
    socket_->waitForConnected(patience);
}

WebClient::WebClient(const std::string& address, int port, const std::string& authorityFile,
                     const std::string& name)
    : socket_(std::make_unique<QSslSocket>()) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(
        QSslCertificate::fromPath(QString::fromStdString(authorityFile)));
    socket_->setSslConfiguration(configuration);
    socket_->connectToHostEncrypted(QString::fromStdString(address), static_cast<quint16>(port),
                                    QString::fromStdString(name));
    socket_->waitForEncrypted(patience);
}

bool WebClient::isConnected() const {
    return socket_->state() == QAbstractSocket::ConnectedState;
}

void WebClient::write(const std::string& bytes) {
    socket_->write(bytes.data(), static_cast<qint64>(bytes.size()));
    while (socket_->bytesToWrite() > 0 && socket_->waitForBytesWritten(patience)) {
    }
}

WebAnswer WebClient::read(const std::string& method) {
    WebAnswer answer;
    const auto more = [this] {
        if (socket_->bytesAvailable() == 0 && !socket_->waitForReadyRead(patience)) return false;
        buffer_ += socket_->readAll().toStdString();
        return true;
    };
    auto end = buffer_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!more()) return answer;
        end = buffer_.find("\r\n\r\n");
    }
    const auto head = buffer_.substr(0, end);
    buffer_.erase(0, end + 4);
    const auto lines = core::split(head, '\n');
    const auto status = core::parseNumber(lines.front().substr(9, 3)).value_or(0);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon == std::string_view::npos) continue;
        answer.headers[core::lowerAscii(lines[i].substr(0, colon))] =
            core::trim(lines[i].substr(colon + 1));
    }
    const auto length = core::parseNumber(answer.headers["content-length"]).value_or(0);
    while (method != "HEAD" && buffer_.size() < length) {
        if (!more()) return answer;
    }
    if (method != "HEAD") {
        answer.body = buffer_.substr(0, length);
        buffer_.erase(0, length);
    }
    answer.status = static_cast<int>(status);
    return answer;
}

WebAnswer WebClient::ask(const std::string& method, const std::string& target,
                         const std::string& headers, const std::string& body) {
    auto request = method + " " + target + " HTTP/1.1\r\nHost: cucm1.office.example\r\n" + headers;
    if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    write(request + "\r\n" + body);
    return read(method);
}

bool WebClient::isClosedByServer() {
    if (socket_->state() == QAbstractSocket::UnconnectedState) return true;
    return socket_->waitForDisconnected(patience);
}

std::string basic(const std::string& user, const std::string& password) {
    return "Authorization: Basic " + core::toBase64(user + ":" + password) + "\r\n";
}

}  // namespace sidetone::test
