// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/Result.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// The supervisor's ear: a Unix socket in the office's folder. A client sends one JSON object on
/// a line and gets one back, at once or later.
class ControlSocket {
public:
    using Client = int;
    /// Called with each request; the answer goes to answer(), now or later.
    using Handler = std::function<void(Client, const QJsonObject&)>;

    [[nodiscard]] static core::Result<ControlSocket> listen(const std::string& folder);

    /// The descriptors to wait for.
    [[nodiscard]] std::vector<int> descriptors() const;
    /// Reads what is there; call when one of them is readable.
    void read(int descriptor, const Handler& handler);
    void answer(Client client, const QJsonObject& object);

private:
    explicit ControlSocket(Descriptor listening) : listening_(std::move(listening)) {}
    struct Connection {
        Descriptor descriptor;
        std::string received;
    };
    Descriptor listening_;
    std::map<Client, Connection> clients_;
};

/// The other end: sends a request and waits for its answer, `seconds` at most.
[[nodiscard]] core::Result<QJsonObject> askSupervisor(const std::string& folder,
                                                      const QJsonObject& request, int seconds);

}  // namespace sidetone::office
