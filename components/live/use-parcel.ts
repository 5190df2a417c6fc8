'use client'
import { useMemo } from 'react'
import { type Parcel, unpacked } from '@/server/views/rules/parcel'

/** What the server sent, unpacked once; the same objects for as long as it is the same parcel. */
export const useParcel = <T>(parcel: Parcel<T>): T => useMemo(() => unpacked(parcel), [parcel])
