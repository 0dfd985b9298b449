// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <string>

#include "core/Error.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// What happens in the office, as lines of JSON for whoever started it, and as lines of text in
/// log/office.log. Events: `server` (name, where, milliseconds), `note` (text), `up`
/// (milliseconds, memory in kB), `failed` (sentence).
class Report {
public:
    Report(Descriptor reader, const std::string& logFile);

    void server(std::string_view name, const std::string& where, int milliseconds);
    void note(const std::string& text);
    void up(int milliseconds, long memory);
    void failed(const core::Error& error);

private:
    void tell(const QJsonObject& event);
    void log(const std::string& text) const;

    Descriptor reader_;
    Descriptor log_;
};

}  // namespace sidetone::office
