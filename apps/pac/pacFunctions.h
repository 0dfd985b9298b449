// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::pac {

/// The functions that a PAC file may call, in JavaScript (ECMAScript 5): those of Netscape's
/// first description and Microsoft's for IPv6. It is a function that takes our four natives
/// (addresses of a host, own addresses, a pattern's match, a warning) and gives them out.
inline const char* const pacFunctions = R"js((function (resolve, own, fits, warn)
{
    'use strict';
    var days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
    var months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN',
                  'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
    function fours(list) {
        return list.split(';').filter(function (a) { return a && a.indexOf(':') < 0; });
    }
    function number4(text) {
        var parts = String(text).split('.');
        if (parts.length !== 4) return null;
        var value = 0;
        for (var i = 0; i < 4; i++) {
            if (!/^[0-9]{1,3}$/.test(parts[i]) || Number(parts[i]) > 255) return null;
            value = value * 256 + Number(parts[i]);
        }
        return value;
    }
    function groups6(text) {
        var ends = String(text).toLowerCase().split('::');
        if (ends.length > 2) return null;
        function read(part) { return part === '' ? [] : part.split(':'); }
        var head = read(ends[0]), tail = ends.length === 2 ? read(ends[1]) : [];
        var last = ends.length === 2 ? tail : head;
        if (last.length && last[last.length - 1].indexOf('.') >= 0) {
            var four = number4(last.pop());
            if (four === null) return null;
            last.push(Math.floor(four / 65536).toString(16), (four % 65536).toString(16));
        }
        var missing = 8 - head.length - tail.length;
        if (ends.length === 2 ? missing < 1 : missing !== 0) return null;
        while (missing-- > 0) head.push('0');
        var all = head.concat(tail), values = [];
        for (var i = 0; i < 8; i++) {
            if (!/^[0-9a-f]{1,4}$/.test(all[i])) return null;
            values.push(parseInt(all[i], 16));
        }
        return values;
    }
    function groups(text) {
        var four = number4(text);
        if (four !== null) return [Math.floor(four / 65536), four % 65536];
        return groups6(text);
    }
    /* The arguments without a last "GMT", and the time that it means. */
    function timed(args) {
        var list = Array.prototype.slice.call(args), now = new Date();
        var gmt = list.length > 1 && String(list[list.length - 1]).toUpperCase() === 'GMT';
        if (gmt) list.pop();
        return {
            list: list,
            second: gmt ? now.getUTCSeconds() : now.getSeconds(),
            minute: gmt ? now.getUTCMinutes() : now.getMinutes(),
            hour: gmt ? now.getUTCHours() : now.getHours(),
            weekday: gmt ? now.getUTCDay() : now.getDay(),
            day: gmt ? now.getUTCDate() : now.getDate(),
            month: gmt ? now.getUTCMonth() : now.getMonth(),
            year: gmt ? now.getUTCFullYear() : now.getFullYear()
        };
    }
    function within(first, value, last) {
        return first <= last ? first <= value && value <= last : value >= first || value <= last;
    }
    function dateFields(list) {
        var fields = {};
        list.forEach(function (item) {
            var month = months.indexOf(String(item).toUpperCase());
            if (month >= 0) fields.month = month;
            else if (Number(item) > 31) fields.year = Number(item);
            else fields.day = Number(item);
        });
        return fields;
    }
    function dateKey(fields, kinds) {
        return ('year' in kinds ? fields.year * 400 : 0) +
               ('month' in kinds ? fields.month * 32 : 0) + ('day' in kinds ? fields.day : 0);
    }

    var all = {};
    all.isPlainHostName = function (host) {
        return String(host).indexOf('.') < 0 && String(host).indexOf(':') < 0;
    };
    all.dnsDomainIs = function (host, domain) {
        var h = String(host).toLowerCase(), d = String(domain).toLowerCase();
        return h.length >= d.length && h.substring(h.length - d.length) === d;
    };
    all.localHostOrDomainIs = function (host, full) {
        var h = String(host).toLowerCase(), f = String(full).toLowerCase();
        return h === f || (h.indexOf('.') < 0 && f.indexOf(h + '.') === 0);
    };
    all.dnsDomainLevels = function (host) { return String(host).split('.').length - 1; };
    all.dnsResolve = function (host) { return fours(resolve(String(host)))[0] || null; };
    all.dnsResolveEx = function (host) { return resolve(String(host)); };
    all.isResolvable = function (host) { return all.dnsResolve(host) !== null; };
    all.isResolvableEx = function (host) { return all.dnsResolveEx(host) !== ''; };
    all.myIpAddress = function () { return fours(own())[0] || '127.0.0.1'; };
    all.myIpAddressEx = function () { return own(); };
    all.convert_addr = function (text) { var n = number4(text); return n === null ? 0 : n | 0; };
    all.isInNet = function (host, net, mask) {
        var address = number4(host) !== null ? host : all.dnsResolve(host);
        var a = number4(address), n = number4(net), m = number4(mask);
        if (a === null || n === null || m === null) return false;
        return ((a & m) | 0) === ((n & m) | 0);
    };
    all.isInNetEx = function (host, prefix) {
        var parts = String(prefix).split('/'), net = groups(parts[0]), bits = Number(parts[1]);
        if (!net || parts.length !== 2 || !(bits >= 0) || bits > net.length * 16) return false;
        var texts = groups(host) ? [host] : resolve(String(host)).split(';');
        return texts.some(function (text) {
            var address = groups(text);
            if (!address || address.length !== net.length) return false;
            for (var i = 0, left = bits; left > 0; i++, left -= 16) {
                var shift = left >= 16 ? 0 : 16 - left;
                if ((address[i] >> shift) !== (net[i] >> shift)) return false;
            }
            return true;
        });
    };
    all.sortIpAddressList = function (list) {
        var entries = String(list).split(';').map(function (text) {
            return { text: text.trim(), groups: groups(text.trim()) };
        });
        if (entries.some(function (entry) { return !entry.groups; })) return '';
        entries.sort(function (a, b) {
            if (a.groups.length !== b.groups.length) return b.groups.length - a.groups.length;
            for (var i = 0; i < a.groups.length; i++) {
                if (a.groups[i] !== b.groups[i]) return a.groups[i] - b.groups[i];
            }
            return 0;
        });
        return entries.map(function (entry) { return entry.text; }).join(';');
    };
    all.getClientVersion = function () { return '1.0'; };
    all.shExpMatch = function (text, pattern) { return fits(String(text), String(pattern)); };
    all.alert = function (text) { warn(String(text)); };
    all.weekdayRange = function () {
        var now = timed(arguments);
        var first = days.indexOf(String(now.list[0]).toUpperCase());
        var last = now.list.length < 2 ? first : days.indexOf(String(now.list[1]).toUpperCase());
        return first >= 0 && last >= 0 && within(first, now.weekday, last);
    };
    all.dateRange = function () {
        var now = timed(arguments), count = now.list.length;
        if (count === 0 || count > 6 || (count > 1 && count % 2)) return false;
        var first = dateFields(now.list.slice(0, count === 1 ? 1 : count / 2));
        var last = count === 1 ? first : dateFields(now.list.slice(count / 2));
        var from = dateKey(first, first), to = dateKey(last, first), value = dateKey(now, first);
        if (isNaN(from) || isNaN(to)) return false;
        return 'year' in first ? from <= value && value <= to : within(from, value, to);
    };
    all.timeRange = function () {
        var now = timed(arguments), list = now.list.map(Number), count = list.length;
        var value = now.hour * 3600 + now.minute * 60 + now.second;
        if (count === 1) return now.hour === list[0];
        if (count === 2) return within(list[0], now.hour, list[1]);
        if (count === 4) {
            return within(list[0] * 3600 + list[1] * 60, value,
                          list[2] * 3600 + list[3] * 60 + 59);
        }
        if (count !== 6) return false;
        return within(list[0] * 3600 + list[1] * 60 + list[2], value,
                      list[3] * 3600 + list[4] * 60 + list[5]);
    };
    return all;
}))js";

}  // namespace sidetone::pac
