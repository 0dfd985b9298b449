// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <omemo/signal_protocol.h>

#include <string>
#include <utility>

namespace sidetone::messaging {

/// Owns one reference to a counted object of libomemo-c. Pass out() where the library makes one.
template <class T>
class SignalHandle {
public:
    SignalHandle() = default;
    SignalHandle(SignalHandle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    SignalHandle(const SignalHandle&) = delete;
    SignalHandle& operator=(const SignalHandle&) = delete;
    ~SignalHandle() {
        if (object_ != nullptr) signal_type_unref(reinterpret_cast<signal_type_base*>(object_));
    }
    [[nodiscard]] T** out() { return &object_; }
    [[nodiscard]] T* get() const { return object_; }

private:
    T* object_ = nullptr;
};

/// Owns a buffer of libomemo-c, which is overwritten when it ends.
class SignalBuffer {
public:
    SignalBuffer() = default;
    explicit SignalBuffer(signal_buffer* buffer) : buffer_(buffer) {}
    SignalBuffer(const SignalBuffer&) = delete;
    SignalBuffer& operator=(const SignalBuffer&) = delete;
    ~SignalBuffer() {
        if (buffer_ != nullptr) signal_buffer_bzero_free(buffer_);
    }
    [[nodiscard]] signal_buffer** out() { return &buffer_; }
    [[nodiscard]] std::string bytes() const {
        if (buffer_ == nullptr) return {};
        return {reinterpret_cast<const char*>(signal_buffer_const_data(buffer_)),
                signal_buffer_len(buffer_)};
    }

private:
    signal_buffer* buffer_ = nullptr;
};

inline const std::uint8_t* signalBytes(const std::string& text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace sidetone::messaging
