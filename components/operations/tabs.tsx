'use client'
import dynamic from 'next/dynamic'

/** One of both is shown: each is fetched alone. */
export const QueueTab = dynamic(() => import('./queue-view').then((file) => file.QueueView))
export const MatrixTab = dynamic(() => import('./service-matrix').then((file) => file.ServiceMatrix))
