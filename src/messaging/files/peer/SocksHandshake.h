// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sidetone::messaging {

/// One side of the SOCKS5 words that begin a stream between two devices (XEP-0065 6, RFC 1928):
/// no authentication, CONNECT to a "host" that is the stream's name.
///
/// States: Going -> (host: Asked -> grant()) -> Done; from each -> Failed.
class SocksHandshake {
public:
    enum class State {
        Going,
        Asked,  ///< the host knows what is asked for and has not granted it
        Done,
        Failed,
    };
    /// Who connects to somebody and asks for that name; up to 255 bytes.
    static SocksHandshake caller(std::string name);
    /// Who was connected to.
    static SocksHandshake host();

    /// Bytes of the other side; true where they were a part of the handshake to their end. Behind
    /// its end nothing may come before the place was agreed on.
    void take(std::string_view bytes);
    [[nodiscard]] State state() const { return state_; }
    /// What to write now, once.
    [[nodiscard]] std::string takeReply() { return std::exchange(reply_, {}); }
    /// Of the stream; the host's is known when asked.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Host: it is here. Done from now on.
    void grant();

private:
    enum class Part { Methods, Choice, Request, Answer };
    SocksHandshake(Part part, std::string name) : part_(part), name_(std::move(name)) {}
    /// True where the part was whole and there may be more.
    bool step();
    bool takeMethods();
    bool takeChoice();
    bool takeRequest();
    bool takeAnswer();
    bool fail();
    [[nodiscard]] std::uint8_t byte(std::size_t at) const { return std::uint8_t(held_[at]); }

    Part part_;
    std::string name_;
    State state_ = State::Going;
    std::string held_;
    std::string reply_;
};

}  // namespace sidetone::messaging
