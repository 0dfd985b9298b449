// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "messaging/files/FileServices.h"
#include "messaging/files/FileWorker.h"
#include "messaging/files/TransferLedger.h"
#include "net/HttpClient.h"
#include "xmpp/extensions/HttpUpload.h"

namespace sidetone::messaging {

/// What transfers use; all outlives them.
struct TransferMeans {
    core::Clock& clock;
    core::Random& random;
    FileWorker& worker;
    TransferLedger& ledger;
    FileServices& services;
    xmpp::HttpUpload& uploads;
    std::function<net::HttpClient&()> http;
    std::function<std::filesystem::path()> folder;      ///< of received files
    std::function<std::int64_t()> largestReceived;      ///< bytes
    std::function<bool(const std::string&)> isRefused;  ///< by its name
};

/// A file under way, either direction; it ends without a word when it is destroyed.
class Transfer {
public:
    virtual ~Transfer() = default;
    virtual void start() = 0;
};

/// What became of it: success, or why not.
using TransferDone = std::function<void(core::Status)>;

}  // namespace sidetone::messaging
