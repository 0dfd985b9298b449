// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sidetone::pac {

/// One message of the conversation with the client (src/net/proxy/pacMessage.h): a kind, the
/// length in decimal, a line feed, the text.
struct Message {
    char kind = 0;
    std::string text;
};

/// Standard input and output.
class Channel {
public:
    /// Waits; nothing at the end of the input or where it is not understood.
    [[nodiscard]] std::optional<Message> read();
    void write(char kind, std::string_view text);

private:
    [[nodiscard]] bool fill();
    std::string pending_;
};

}  // namespace sidetone::pac
